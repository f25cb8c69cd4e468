import type { Tx } from '../../context.ts';
import { namesInPlan } from './teams-with.ts';

/**
 * Whoever answers may be another as soon as the transaction commits, wherever this person is on call: the due moment at
 * which that is looked at (`turnsChanged`, which lies behind this in the order of imports) is now.
 */
export async function lookAtTurns(tx: Tx, userId: string): Promise<void> {
  const { sql, now } = tx;
  const set = await sql`
    insert into timers (kind, subject, due_at)
    select 'turns', id, ${now}::timestamptz from teams t where ${namesInPlan(tx, userId, now)}
    order by id on conflict (kind, subject) do update set due_at = excluded.due_at, attempts = 0, last_error = null returning 1`;
  if (set.length > 0) await sql`select pg_notify('imas_timers', '')`;
}
