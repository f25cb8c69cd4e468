import { system, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../incidents/find.ts';
import { record } from '../incidents/record.ts';
import type { RoomPlatform } from './room.ts';

/**
 * A room that was lost by hand was taken out of the archive: things go on there. Not where we closed it ourselves, nor
 * where another has taken its place. @returns whether there was such a room
 */
export async function roomFound(ctx: Context, platform: RoomPlatform, placeId: string): Promise<boolean> {
  return transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const [found] = await tx.sql<{ incident_id: string; name: string }[]>`
      update rooms set lost_at = null where platform = ${platform} and place_id = ${placeId} and lost_at is not null and archived_at is null returning incident_id, name`;
    if (!found) return false;
    await record(tx, await loadIncident(tx, found.incident_id), { kind: 'room_found', key: 'happenings.room_found', params: { room: found.name } });
    return true;
  });
}
