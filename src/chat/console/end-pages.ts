import type { Sql } from '../../db/client.ts';

/**
 * The pages of an incident are over: no badge and no sound any more, except for whoever was called in besides and has
 * not answered. A message belongs to the incident when it was recorded as a posted card of it, or has a button that names it.
 */
export async function endPages(sql: Sql, { incidentId }: { incidentId: string }): Promise<void> {
  await sql`
    with called as (
      select n.user_id from runs r join notifications n on n.run_id = r.id where r.incident_id = ${incidentId} and r.kind = 'page' and r.ended_at is null
    )
    update console_messages m
    set pages = array(select u from unnest(m.pages) u where u in (select user_id from called)), version = version + 1
    from incidents i
    where i.id = ${incidentId} and m.pages <> '{}' and exists (select 1 from unnest(m.pages) u where u not in (select user_id from called where user_id is not null))
      and (m.card @> jsonb_build_object('actions', jsonb_build_array(jsonb_build_object('args', jsonb_build_object('incident', 'INC-' || i.number))))
        or exists (select 1 from posted_cards c where c.incident_id = i.id and c.platform = 'console' and c.message_id = m.id::text))`;
}
