import { loadIncident } from '../../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../../domain/incidents/schema.ts';
import { shortSeverity } from '../../../domain/severity.ts';
import type { Say } from '../../../texts/say.ts';
import { cardOf } from '../../answer.ts';
import type { Card, Rich } from '../../card.ts';
import { cut, tame } from '../../notice.ts';
import { forgetRefusals } from '../../posted/catch-up.ts';
import type { Hooks } from '../hooks.ts';
import { sayTo } from '../../say-to.ts';
import type { HappeningParts } from './parts.ts';
import { tellAlone } from './tell-alone.ts';

/** Whoever is there from the start reads the pinned card as it comes. */
const startMinutes = 2;

/**
 * Whoever joins a room later is told once, in private, what it is about, how it stands and what to do. Let into a channel
 * ourselves, we post there what was refused before.
 */
export const joinedHook = (parts: HappeningParts): NonNullable<Hooks['joined']> => async ({ userId, channel }) => {
  const { slack, ctx, people } = parts;
  if (userId === (await slack.me()).botUserId) return forgetRefusals(ctx, 'slack', channel);
  const [room] = await ctx.sql<{ incident_id: string }[]>`
    select incident_id from rooms
    where platform = 'slack' and place_id = ${channel} and archived_at is null and lost_at is null and opened_at < imas_now() - make_interval(mins => ${startMinutes})`;
  if (room === undefined) return;
  const first = await ctx.sql`insert into chat_events (platform, id) values ('slack', ${`welcome:${channel}:${userId}`}) on conflict do nothing returning 1`;
  if (first.length === 0) return;
  const [incident, from] = await Promise.all([loadIncident(ctx, room.incident_id), people.speaker({ userId, channel })]);
  const say = await sayTo({ ...parts, sql: ctx.sql }, from);
  await tellAlone(parts, { channel, user: userId }, welcomeCard(incident, say), say);
};

function welcomeCard(incident: Incident, say: Say): Card {
  const id = shortId(incident);
  const lead = incident.lead_name === null ? say('happenings.welcome_no_lead') : say('happenings.welcome_lead', { name: cut(tame(incident.lead_name), 60) });
  const state: Rich = [
    say('happenings.welcome_state', { severity: shortSeverity(incident.severity), status: say(`cards.status_${incident.status}`), lead }),
    ` · ${say('happenings.welcome_since')} `, { time: incident.created_at.toISOString(), style: 'datetime' },
  ];
  return cardOf({
    title: say('happenings.welcome', { incident: id }),
    text: [...(incident.is_confidential ? [] : [[{ bold: cut(tame(incident.title), 150) }, ` · ${cut(tame(incident.service_name), 60)}`]]), state],
    blocks: [{ kind: 'list', items: [[say('cards.room_ack')], [say('cards.room_note_marks')], [say('cards.room_more_threads', { incident: id })]] }],
    actions: [{ label: say('cards.show'), command: 'incident/show', args: { incident: id } }],
  });
}
