import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { queueNotice } from '../../domain/notifications/queue-notice.ts';
import { homeNames, leadOf } from '../../domain/rooms/lead.ts';
import { isOpen, roomsOf, type Room } from '../../domain/rooms/room.ts';
import type { FarPlatform } from '../../queue.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged, nameOf } from '../tell-admins.ts';
import { askIn } from './ask-resolve.ts';

/**
 * Another room leads: its people are told where, together with those of others that moved with it; and whoever
 * looks into a room that does not lead any more reads it there, as soon as that can be posted to.
 */
export const tellMoved = (posting: Posting): Handler<'tell-moved'> => judged(posting, async (ctx, { incidentId, platform: far }) => {
  const lead = await leadOf(ctx, incidentId);
  const open = (await roomsOf(ctx, incidentId)).filter(isOpen);
  const room = open.find((one) => one.platform === lead?.platform);
  // It is not open yet, or moved on: who opens it sends this job again.
  if (lead === undefined || room === undefined) return;
  const incident = await loadIncident(ctx, incidentId);
  const where = { room: `#${room.name}`, to: nameOf[room.platform], ...linkOf(posting, incident, room) };
  if (far === undefined) {
    // Those of one outage come a moment apart.
    await ctx.enqueue('tell-people-moved', {}, { key: 'people', delaySeconds: 1 });
    await sendAfar(ctx, farPlatforms(posting.platforms).filter((name) => name !== lead.platform && open.some((one) => one.platform === name)), 'tell-moved', { incidentId }, incidentId);
  }
  const left = lead.platform === (far ?? 'console') ? undefined : open.find((one) => one.platform === (far ?? 'console'));
  const platform = left && posting.platforms.get(left.platform);
  if (left === undefined || platform === undefined) return;
  const { link, ...rest } = where;
  const words = lead.platform === 'console' ? 'rooms.go_on_console' : link === undefined ? 'rooms.go_on' : 'rooms.go_on_link';
  await askIn(ctx, platform, placeOf(left), posting.saying(words, { incident: shortId(incident), ...rest, ...(link === undefined ? {} : { link }) }), `room-moved:${incident.id}:${lead.since.getTime()}`);
});

/** The console's own link leads nowhere from outside. */
export function linkOf(posting: Posting, incident: Incident, room: Room): { link?: string } {
  const link = room.platform === 'console' ? posting.linkTo(incident) : room.link;
  return link == null ? {} : { link };
}

/** A platform refused for good to open the room at home: whoever pressed *Back* reads why, where chat still works. */
export async function tellBackRefused(ctx: Context, incident: Incident, home: FarPlatform, askedBy: string, why: string): Promise<void> {
  await transaction(ctx, (tx) => queueNotice(tx, [{
    key: `back-refused:${incident.id}:${tx.now.getTime()}`, userId: askedBy, purpose: 'notice', incidentId: incident.id, teamId: incident.team_id,
    title: { key: 'rooms.back_refused', params: { home: homeNames[home], incident: shortId(incident), why } }, body: [], actions: [], means: 'chat',
  }]));
}
