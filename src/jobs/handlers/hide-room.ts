import { cardOf } from '../../chat/answer.ts';
import { faultOf, isNotThere } from '../../chat/fault.ts';
import { finish } from '../../chat/posted/finish.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Context } from '../../context.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { roomHidden, roomNotHidden, roomReplaced } from '../../domain/notifications/room-hidden.ts';
import { publicRooms } from '../../domain/rooms/public-rooms.ts';
import { roomLost } from '../../domain/rooms/room-lost.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { sendAfar } from '../afar.ts';
import { judged } from '../tell-admins.ts';

/**
 * An incident became confidential while its room was open to more people than those on it: the room is hidden where its platform can do
 * that, else closed with a word that says nothing, and a private one takes its place.
 */
export const hideRoom = (posting: Posting): Handler<'hide-room'> => judged(posting, async (ctx, { incidentId, platform: far, askedBy }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (!incident.is_confidential) return;
  const rooms = await publicRooms(ctx, incidentId);
  if (far === undefined) return sendAfar(ctx, rooms.map((room) => room.platform), 'hide-room', { incidentId, ...(askedBy === undefined ? {} : { askedBy }) }, incidentId);
  const room = rooms.find((one) => one.platform === far);
  const platform = posting.platforms.get(far);
  // A platform that is not connected now makes up for it when it is.
  if (room === undefined || platform === undefined) return;
  const hidden = { incident, room, askedBy };
  try {
    if (await platform.places.hide(placeOf(room), { name: `inc-${incident.number}-closed` })) return await roomHidden(ctx, hidden);
    // Whoever draws its card right now would do so after us.
    if (!(await leave(ctx, posting, platform, incident, room.place_id))) return await ctx.enqueue('hide-room', { incidentId, platform: far, ...(askedBy === undefined ? {} : { askedBy }) }, { key: `${incidentId}:${far}`, delaySeconds: 2 });
    await roomReplaced(ctx, hidden);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.gone) {
      // One that we were closing already is no loss.
      if (!(await roomLost(ctx, far, room.place_id))) await roomReplaced(ctx, hidden);
      return;
    }
    if (!fault.retry) await roomNotHidden(ctx, hidden, fault.said === undefined ? fault.message : posting.say(fault.said.key, fault.said.params));
    throw error;
  }
});

/** Nothing of ours that stands there says more than that it is over; then it closes. @returns false while somebody has its card in hand */
async function leave(ctx: Context, posting: Posting, platform: Platform, incident: Incident, placeId: string): Promise<boolean> {
  const note = posting.saying('rooms.left_public', { incident: shortId(incident) });
  const place = { platform: platform.name, id: placeId, kind: 'room' } as const;
  // Told of its end by the platform, nobody takes it for lost.
  await ctx.sql`update rooms set closing_at = imas_now() where incident_id = ${incident.id} and platform = ${platform.name} and place_id = ${placeId}`;
  const cards = await finish(ctx, incident.id, platform.name, placeId);
  if (cards === undefined) return false;
  for (const id of cards) await platform.edit({ place, id }, { ...cardOf({ title: note.title }), notice: note.notice }).catch((error: unknown) => { if (!isNotThere(error) && !faultOf(error).gone) throw error; });
  await platform.places.close(place, note).catch((error: unknown) => { if (!faultOf(error).gone) throw error; });
  return true;
}
