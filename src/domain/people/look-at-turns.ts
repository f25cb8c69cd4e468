import type { Tx } from '../../context.ts';

/**
 * Whoever answers may be another as soon as the transaction commits, wherever this person is on call: the due moment at
 * which that is looked at (`turnsChanged`, which lies behind this in the order of imports) is now.
 */
export async function lookAtTurns({ sql, now }: Tx, userId: string): Promise<void> {
  const set = await sql`
    insert into timers (kind, subject, due_at)
    select 'turns', id, ${now}::timestamptz from teams t
    where current_on_call = ${userId} or exists (select 1 from shifts s where s.team_id = t.id and s.user_id = ${userId} and s.ends_at > ${now})
      or exists (select 1 from overrides o where o.team_id = t.id and o.user_id = ${userId} and o.ends_at > ${now})
      or exists (select 1 from rotation_members m join rotations r on r.id = m.rotation_id where r.team_id = t.id and m.user_id = ${userId} and (r.ends_at is null or r.ends_at > ${now}))
    order by id on conflict (kind, subject) do update set due_at = excluded.due_at, attempts = 0, last_error = null returning 1`;
  if (set.length > 0) await sql`select pg_notify('imas_timers', '')`;
}
