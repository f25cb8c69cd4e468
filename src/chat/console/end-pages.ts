import type { Sql } from '../../db/client.ts';

/**
 * The pages of an incident are over: no badge and no sound any more for anybody, or for one person. A message
 * belongs to the incident when it was recorded as a posted card of it, or has a button that names it.
 * @param which `incidentId` is the uuid; without `userId` everybody's pages end
 */
export async function endPages(sql: Sql, { incidentId, userId }: { incidentId: string; userId?: string }): Promise<void> {
  await sql`
    update console_messages m
    set pages = ${userId === undefined ? sql`'{}'` : sql`array_remove(m.pages, ${userId}::uuid)`}, version = version + 1
    from incidents i
    where i.id = ${incidentId} and m.pages <> '{}' ${userId === undefined ? sql`` : sql`and ${userId}::uuid = any(m.pages)`}
      and (m.card @> jsonb_build_object('actions', jsonb_build_array(jsonb_build_object('args', jsonb_build_object('incident', 'INC-' || i.number))))
        or exists (select 1 from posted_cards c where c.incident_id = i.id and c.platform = 'console' and c.message_id = m.id::text))`;
}
