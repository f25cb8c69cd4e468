import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { RoomPlatform } from './room.ts';
import { patienceSeconds, type Failing } from './trouble.ts';

/**
 * The card in an incident's room could not be posted or changed: nothing reaches the room. Since when is kept until it goes well again;
 * where that room leads, the incident is looked at when it has lasted long enough.
 */
export async function cardFailed({ sql }: Context, copy: { id: string; incidentId: string; platform: RoomPlatform }, failing: Failing): Promise<void> {
  await sql`
    with failed as (
      update posted_cards set failing_since = coalesce(failing_since, imas_now()), failing = ${json(failing)}::jsonb where id = ${copy.id} returning failing_since
    )
    insert into timers (kind, subject, due_at, urgency)
    select 'stand-by', ${copy.incidentId}::uuid, case when ${failing.atOnce} then imas_now() else failing_since + make_interval(secs => ${patienceSeconds}) end, 2 from failed
    where not exists (select from room_leads where incident_id = ${copy.incidentId} and platform <> ${copy.platform})
    on conflict (kind, subject) do update set due_at = least(timers.due_at, excluded.due_at)`;
}
