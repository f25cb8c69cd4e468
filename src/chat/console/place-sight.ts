import type { Actor } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import { may } from '../../permissions.ts';

export type Reader = Extract<Actor, { kind: 'person' }>;

/** A place `p` with its incident `i`: a room knows it by itself or by its row in `rooms`. */
export const placesWithIncidents = (sql: Sql) => sql`
  console_places p
  left join rooms r on r.platform = 'console' and r.place_id = p.id::text
  left join incidents i on i.id = coalesce(p.incident_id, r.incident_id)`;

/**
 * What a reader may see of `placesWithIncidents`: their own conversation; with `view_incident` every channel,
 * and every room but the confidential ones they are no member of.
 */
export const seenBy = (sql: Sql, reader: Reader) => sql`
  (case when p.kind = 'direct' then p.user_id = ${reader.userId}
    else ${may(reader, 'view_incident')}::boolean and (not coalesce(i.is_confidential, false)
      or exists (select 1 from console_members m where m.place_id = p.id and m.user_id = ${reader.userId})) end)`;
