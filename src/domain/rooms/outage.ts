import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { FarPlatform } from '../../queue.ts';
import { apartMinutes, patienceSeconds, type Failing } from './trouble.ts';

/**
 * Every call of a platform fails. Since when counts from the first one; each open incident whose room leads there is looked at when
 * that has lasted long enough. Told again, by whichever process, it counts on, and finds the rooms that were opened just before.
 */
export async function noteOutage({ sql }: Context, platform: FarPlatform, failing: Failing): Promise<void> {
  await sql`
    with gone as (
      insert into chat_outages (platform, since, failing) values (${platform}, imas_now(), ${json(failing)}::jsonb || jsonb_build_object('at', imas_now()))
      on conflict (platform) do update set failing = excluded.failing,
        since = case when (chat_outages.failing ->> 'at')::timestamptz > imas_now() - make_interval(mins => ${apartMinutes}) then chat_outages.since else excluded.since end
      returning since
    )
    insert into timers (kind, subject, due_at, urgency)
    select 'stand-by', i.id, case when ${failing.atOnce} then imas_now() else gone.since + make_interval(secs => ${patienceSeconds}) end, 2
    from gone, rooms r join incidents i on i.id = r.incident_id left join room_leads l on l.incident_id = i.id
    where r.platform = ${platform} and r.archived_at is null and r.lost_at is null and i.status <> 'RESOLVED' and coalesce(l.platform, r.platform) = r.platform
    -- Replicas that tell of it at once may not wait for each other in a circle.
    order by i.id
    on conflict (kind, subject) do update set due_at = least(timers.due_at, excluded.due_at)`;
}

/** The platform answers again. */
export const endOutage = async ({ sql }: Context, platform: FarPlatform): Promise<void> => {
  await sql`delete from chat_outages where platform = ${platform}`;
};

/** Would somebody miss this platform now: because of rooms in use, or because a replica that may stand alone with it says that it is away? */
export async function isMissed({ sql }: Context, platform: FarPlatform): Promise<boolean> {
  const [row] = await sql<{ missed: boolean }[]>`
    select exists (select from chat_outages where platform = ${platform})
      or exists (select from rooms r join incidents i on i.id = r.incident_id where r.platform = ${platform} and r.archived_at is null and r.lost_at is null and i.status <> 'RESOLVED') as missed`;
  return row!.missed;
}
