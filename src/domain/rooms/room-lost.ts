import { system, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../incidents/find.ts';
import { record } from '../incidents/record.ts';
import type { RoomPlatform } from './room.ts';

/**
 * A room was archived or deleted by hand on its platform: nothing more is posted there; its twin in the console goes on,
 * and *Open room* makes a new one. Told twice, or of a room that we are closing ourselves, it changes nothing.
 * @returns whether there was such a room
 */
export async function roomLost(ctx: Context, platform: RoomPlatform, placeId: string): Promise<boolean> {
  return transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const [lost] = await tx.sql<{ incident_id: string; name: string }[]>`
      update rooms set lost_at = ${tx.now} where platform = ${platform} and place_id = ${placeId} and lost_at is null and archived_at is null and closing_at is null
      returning incident_id, name`;
    if (!lost) return false;
    await record(tx, await loadIncident(tx, lost.incident_id), { kind: 'room_lost', key: 'incidents.room_lost', params: { room: lost.name } });
    return true;
  });
}

/** The place of a room that is over, or is being closed, is gone for good: nothing leads there any more. */
export async function roomDeleted({ sql }: Pick<Context, 'sql'>, platform: RoomPlatform, placeId: string): Promise<void> {
  await sql`update rooms set link = null where platform = ${platform} and place_id = ${placeId} and (archived_at is not null or closing_at is not null)`;
}

/** A lost room was taken out of the archive by hand: it goes on, unless a new one was made meanwhile. @returns whether there was such a room */
export async function roomBack(ctx: Context, platform: RoomPlatform, placeId: string): Promise<boolean> {
  return transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const [back] = await tx.sql<{ incident_id: string; name: string }[]>`
      update rooms set lost_at = null where platform = ${platform} and place_id = ${placeId} and lost_at is not null and archived_at is null returning incident_id, name`;
    if (!back) return false;
    await tx.sql`update posted_cards set failed = null, failed_at = null, failing_since = null, failing = null where platform = ${platform} and place_id = ${placeId}`;
    await record(tx, await loadIncident(tx, back.incident_id), { kind: 'room_back', key: 'incidents.room_back', params: { room: back.name } });
    return true;
  });
}
