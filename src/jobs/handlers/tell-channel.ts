import type { Context } from '../../context.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { addCopy, nudge } from '../../chat/posted/copies.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { syncIncident } from '../sync.ts';
import { judged } from '../tell-admins.ts';

/** Minutes; a channel that could not be told for longer reads how it is on the card, and not how it was. */
const late = 10;

/** A word in the team's channels: nobody has answered for so long. */
export const tellChannel = (posting: Posting): Handler<'tell-channel'> => judged(posting, async (ctx, { incidentId, key, minutes, platform }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status !== 'TRIGGERED') return;
  if (platform === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'tell-channel', { incidentId, key, minutes }, key);
  else if (await isLate(ctx, incidentId, minutes)) return;
  // A channel has more readers than a confidential incident (spec §5).
  const title = incident.is_confidential ? posting.say('cards.confidential') : incident.title;
  const about = { incident: shortId(incident), n: Math.max(1, minutes), title };
  const next = { command: 'incident/ack', label: 'cards.acknowledge', args: { incident: about.incident } } as const;
  const name = await whoCannot(ctx, incidentId);
  for (const place of await posting.teamChannels(ctx, incident.team_id)) {
    if (place.platform !== (platform ?? 'console')) continue;
    const card = name === undefined ? posting.saying(minutes < 1 ? 'notify.nobody_yet' : 'notify.nobody_answered', about, next) : posting.saying('notify.passed_on', { ...about, name }, next);
    const posted = await posting.platforms.get(place.platform)?.say(place, card, { key });
    if (posted !== undefined) await addCopy(ctx, { subject: `${nudge}${key}`, incidentId, purpose: 'page', place, messageId: posted.id });
  }
  // Whoever answered meanwhile, or made it confidential, found nothing of it to change yet.
  const now = await loadIncident(ctx, incidentId);
  if (now.status !== 'TRIGGERED' || now.is_confidential !== incident.is_confidential) await syncIncident(ctx, posting, incidentId);
});

/** Whoever was paged and said so just now: that, and no silence, is why the channel hears of it. */
async function whoCannot(ctx: Context, incidentId: string): Promise<string | undefined> {
  const [last] = await ctx.sql<{ actor_name: string }[]>`select actor_name from timeline where incident_id = ${incidentId} and kind = 'passed_on' and at > imas_now() - interval '1 minute' order by id desc limit 1`;
  return last?.actor_name;
}

async function isLate(ctx: Context, incidentId: string, minutes: number): Promise<boolean> {
  const [run] = await ctx.sql`select 1 from runs where incident_id = ${incidentId} and ended_at is null and began_at + make_interval(mins => ${minutes + late}::int) < imas_now()`;
  return run !== undefined;
}
