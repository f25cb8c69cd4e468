import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { RoomPlatform } from './room.ts';
import { apartMinutes, patienceSeconds, type Failing } from './trouble.ts';

/**
 * The card in an incident's room could not be posted or changed: nothing reaches the room. Since when is kept until it goes well again;
 * where that room leads, the incident is looked at when it has lasted long enough.
 */
export async function cardFailed({ sql }: Context, copy: { id: string; incidentId: string; platform: RoomPlatform }, failing: Failing): Promise<void> {
  await sql`
    with failed as (
      update posted_cards set failing = ${json(failing)}::jsonb || jsonb_build_object('at', imas_now()),
        failing_since = case when (failing ->> 'at')::timestamptz > imas_now() - make_interval(mins => ${apartMinutes}) then failing_since else imas_now() end
      where id = ${copy.id} returning failing_since
    )
    insert into timers (kind, subject, due_at, urgency)
    select 'stand-by', ${copy.incidentId}::uuid, case when ${failing.atOnce} then imas_now() else failing_since + make_interval(secs => ${patienceSeconds}) end, 2 from failed
    where not exists (select from room_leads where incident_id = ${copy.incidentId} and platform <> ${copy.platform})
    on conflict (kind, subject) do update set due_at = least(timers.due_at, excluded.due_at)`;
}
