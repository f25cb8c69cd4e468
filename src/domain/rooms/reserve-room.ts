import type { Context } from '../../context.ts';
import type { RoomPlatform } from './room.ts';

/** Whoever makes a room has this long; then somebody else may try, who adopts what was made. */
const seconds = 60;

/** One that is ours. `until` as the database writes it, to the microsecond. */
export interface Reservation { incidentId: string; platform: RoomPlatform; until: string }

/** One maker at a time for an incident's room on a platform. @returns undefined when it is not ours to make */
export async function reserveRoom(ctx: Context, incidentId: string, platform: RoomPlatform): Promise<Reservation | undefined> {
  const [mine] = await ctx.sql<{ until: string }[]>`
    insert into room_openings (incident_id, platform, until) values (${incidentId}, ${platform}, imas_now() + make_interval(secs => ${seconds}))
    on conflict (incident_id, platform) do update set until = excluded.until where room_openings.until < imas_now() returning until::text`;
  return mine && { incidentId, platform, until: mine.until };
}

/** It is made, or was not to be made. Whoever took over from us after our time keeps their turn. */
export const settleRoom = async (ctx: Context, { incidentId, platform, until }: Reservation): Promise<void> => {
  await ctx.sql`delete from room_openings where incident_id = ${incidentId} and platform = ${platform} and until = ${until}::text::timestamptz`;
};
