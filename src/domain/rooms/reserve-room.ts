import type { Context } from '../../context.ts';
import type { RoomPlatform } from './room.ts';

/** Whoever makes a room has this long; then somebody else may try, who adopts what was made. */
const seconds = 60;

/** One maker at a time for an incident's room on a platform. @returns whether it is ours to make */
export async function reserveRoom(ctx: Context, incidentId: string, platform: RoomPlatform): Promise<boolean> {
  const mine = await ctx.sql`
    insert into room_openings (incident_id, platform, until) values (${incidentId}, ${platform}, imas_now() + make_interval(secs => ${seconds}))
    on conflict (incident_id, platform) do update set until = excluded.until where room_openings.until < imas_now() returning 1`;
  return mine.length > 0;
}

/** It is made, or was not to be made. */
export const settleRoom = async (ctx: Context, incidentId: string, platform: RoomPlatform): Promise<void> => {
  await ctx.sql`delete from room_openings where incident_id = ${incidentId} and platform = ${platform}`;
};
