import type { Sql } from '../../db/client.ts';
import type { MessageRow } from './messages.ts';
import { messageColumns } from './messages.ts';
import { placesWithIncidents } from './place-sight.ts';

/** Whoever has an open browser, as of now. */
export interface Listener { userId: string; mayView: boolean }

/**
 * The people behind sessions, by the session's hash; sessions that ended and disabled accounts are not in it. Notes, once a
 * minute, that these people have the console open: whoever has not is paged by their next means at once.
 */
export async function listenersOf(sql: Sql, sessions: readonly string[]): Promise<Map<string, Listener>> {
  const rows = await sql<(Listener & { hash: string })[]>`
    with present as (update sessions set last_seen_at = imas_now() where hash = any(${sessions as string[]}::text[]) and expires_at > imas_now() and last_seen_at < imas_now() - interval '1 minute')
    select s.hash, u.id as "userId", exists (
      select 1 from user_groups ug join groups g on g.name = ug.group_name where ug.user_id = u.id and 'view_incident' = any(g.codenames)) as "mayView"
    from sessions s join users u on u.id = s.user_id and u.is_active
    where s.hash = any(${sessions as string[]}::text[]) and s.expires_at > imas_now()`;
  return new Map(rows.map(({ hash, ...listener }) => [hash, listener]));
}

/** A message with whatever decides who may see it. */
export type Heard = MessageRow & { kind: string; owner: string | null; isConfidential: boolean; members: string[] };

/** Messages in their present state, oldest first. */
export const loadHeard = (sql: Sql, ids: readonly number[]): Promise<Heard[]> => sql<Heard[]>`
  select ${messageColumns(sql)}, p.kind, p.user_id as owner, coalesce(i.is_confidential, false) as "isConfidential",
    case when i.is_confidential then array(select user_id from console_members c where c.place_id = p.id) else '{}'::uuid[] end as members
  from ${placesWithIncidents(sql)} join console_messages m on m.place_id = p.id left join users a on a.id = m.author_id
  where m.id = any(${ids as number[]}::bigint[]) order by m.id`;

/** The rule of `seenBy`, for a message that was loaded for everybody. */
export const mayHear = (message: Heard, listener: Listener): boolean => {
  if (message.kind === 'direct') return message.owner === listener.userId;
  return listener.mayView && (!message.isConfidential || message.members.includes(listener.userId));
};
