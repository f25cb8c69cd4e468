import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { isOpen, roomsOf } from '../../domain/rooms/room.ts';
import { isStale } from '../../domain/rooms/stale-rooms.ts';
import type { Card } from '../../chat/card.ts';
import { faultOf } from '../../chat/fault.ts';
import { system, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { record } from '../../domain/incidents/record.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged } from '../tell-admins.ts';

/** Merged away, or over for long: the room says where things go on, or how they went, and closes. */
export const closeRoom = (posting: Posting): Handler<'close-room'> => judged(posting, async (ctx, { incidentId, platform: far }) => {
  const incident = await loadIncident(ctx, incidentId);
  // Asked in the console's share alone: what has closed there closes everywhere.
  if (incident.merged_into === null && far === undefined && !(await isStale(ctx, incidentId))) return;
  if (far === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'close-room', { incidentId }, incidentId);
  const room = (await roomsOf(ctx, incidentId)).find((one) => one.platform === (far ?? 'console') && isOpen(one));
  const platform = posting.platforms.get(far ?? 'console');
  if (room === undefined || platform === undefined) return;
  await ctx.sql`update rooms set closing_at = imas_now() where incident_id = ${incidentId} and platform = ${room.platform}`;
  try {
    await platform.places.close(placeOf(room), await lastWords(ctx, posting, incident));
  } catch (error) {
    // Somebody was faster.
    if (!faultOf(error).gone) throw error;
  }
  await transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    await tx.sql`update rooms set archived_at = ${tx.now}, closing_at = null where incident_id = ${incidentId} and platform = ${room.platform}`;
    if (far === undefined && incident.merged_into === null) await record(tx, incident, { kind: 'room_closed', key: 'incidents.room_closed', params: { room: room.name } });
  });
});

async function lastWords(ctx: Context, posting: Posting, incident: Incident): Promise<Card> {
  if (incident.merged_into === null) return posting.farewell(ctx, incident);
  return posting.saying('notify.room_merged', { incident: shortId(incident), other: shortId(await loadIncident(ctx, incident.merged_into)) });
}
