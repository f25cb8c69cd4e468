import { shortId } from '../../domain/incidents/schema.ts';
import type { Context } from '../../context.ts';
import type { Platform } from '../../chat/platform.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { opensByItself } from '../../domain/incidents/opens-by-itself.ts';
import { roomsInUse } from '../../domain/rooms/lead.ts';
import { isOpen, membersOf, noteInvited, roomsOf, type Room, type Uninvited } from '../../domain/rooms/room.ts';
import { isFar, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged } from '../tell-admins.ts';

/** Whoever is on the incident belongs into its room; where rooms open on acknowledgement, this is the moment. */
export const inviteToRoom = (posting: Posting): Handler<'invite-to-room'> => judged(posting, async (ctx, { incidentId, platform: far }) => {
  const rooms = await roomsOf(ctx, incidentId);
  if (rooms.length === 0) {
    if (await opensByItself(ctx, await loadIncident(ctx, incidentId))) await ctx.enqueue('open-room', { incidentId, automatic: true }, { key: incidentId });
    return;
  }
  if (far === undefined) await sendAfar(ctx, (await roomsInUse(ctx, incidentId)).map(({ platform }) => platform).filter(isFar), 'invite-to-room', { incidentId }, incidentId);
  const room = rooms.find((one) => one.platform === (far ?? 'console') && isOpen(one));
  const platform = posting.platforms.get(far ?? 'console');
  if (room === undefined || platform === undefined) return;
  const wanted = (await membersOf(ctx, incidentId)).filter((userId) => !room.invited.includes(userId));
  if (wanted.length === 0) return;
  const invited: string[] = [];
  const failed: Uninvited[] = [];
  try {
    for (const userId of wanted) {
      const outcome = await platform.places.invite(placeOf(room), [userId]);
      if (outcome.failed.length === 0) invited.push(userId);
      failed.push(...outcome.failed);
    }
  } finally {
    if (platform.places.invitesSilently === true && invited.length > 0) await callIn(ctx, posting, platform, room, invited);
    // Whoever came before a fault is in: the next attempt goes on with the others.
    const isAll = invited.length + failed.length === wanted.length;
    await transaction(ctx, (tx) => noteInvited(tx, room, invited, isAll ? failed : room.uninvited));
  }
  if (failed.length > 0) ctx.log.warn({ incidentId, platform: platform.name, failed }, 'some people could not be invited');
});

/** Once for each who is let in. That they are in counts more than that they heard of it: a call that fails is not tried again. */
async function callIn(ctx: Context, posting: Posting, platform: Platform, room: Room, userIds: readonly string[]): Promise<void> {
  try {
    const card = posting.saying('cards.room_let_in', { incident: shortId(await loadIncident(ctx, room.incident_id)) });
    await platform.say(placeOf(room), card, { key: `let-in:${room.incident_id}:${userIds.toSorted().join(':')}`, mentions: userIds });
  } catch (error) {
    ctx.log.warn({ err: error, incidentId: room.incident_id, platform: platform.name }, 'whoever was let into a room could not be called there');
  }
}
