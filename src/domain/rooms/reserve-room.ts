import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import { apartMinutes, patienceSeconds, type Failing } from './trouble.ts';
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

/** We could not even ask the platform for it: others may try, and since when the platform fails, if it does, is kept. */
export const giveRoomBack = async (ctx: Context, { incidentId, platform, until }: Reservation): Promise<void> => {
  await ctx.sql`update room_openings set until = imas_now() - interval '1 ms' where incident_id = ${incidentId} and platform = ${platform} and until = ${until}::text::timestamptz`;
};

/**
 * It could not be made. Others may try; since when that fails is kept until it is there, and the incident is looked at when that, or the
 * outage of the whole platform, has lasted long enough.
 */
export async function roomNotMade(ctx: Context, { incidentId, platform, until }: Reservation, failing: Failing): Promise<void> {
  await ctx.sql`
    with failed as (
      update room_openings set until = imas_now() - interval '1 ms', failing = ${json(failing)}::jsonb || jsonb_build_object('at', imas_now()),
        failing_since = case when (failing ->> 'at')::timestamptz > imas_now() - make_interval(mins => ${apartMinutes}) then failing_since else imas_now() end
      where incident_id = ${incidentId} and platform = ${platform} and until = ${until}::text::timestamptz returning failing_since
    )
    insert into timers (kind, subject, due_at, urgency)
    select 'stand-by', ${incidentId}::uuid, case when ${failing.atOnce} then imas_now() else least(failing_since, (select since from chat_outages where platform = ${platform})) + make_interval(secs => ${patienceSeconds}) end, 2 from failed
    on conflict (kind, subject) do update set due_at = least(timers.due_at, excluded.due_at)`;
}
