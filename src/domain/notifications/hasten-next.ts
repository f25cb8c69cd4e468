import type { Tx } from '../../context.ts';
import type { Claimed } from './claim.ts';

/** What a notification is looked up by when its person is to be told by another means. */
export type Tried = Pick<Claimed, 'id' | 'run_id'>;

/**
 * The next means of whoever these were for does not wait for its time. One that was used already is not repeated sooner.
 * @returns those for which there is one
 */
export async function hastenNext(tx: Tx, tried: readonly Tried[]): Promise<ReadonlySet<string>> {
  const ids = tried.flatMap(({ id, run_id: runId }) => (runId === null ? [] : [id]));
  if (ids.length === 0) return new Set();
  const rows = await tx.sql<{ id: string; next: string }[]>`
    select distinct on (n.id) n.id, o.id as next from notifications n join notifications o on o.run_id = n.run_id and o.slot = n.slot and o.user_id is not distinct from n.user_id
      and o.status = 'queued' and o.after_seconds > 0 and not (o.means = n.means and o.address = n.address) and not o.why ? 'repeat'
    where n.id = any(${ids}::uuid[]) order by n.id, o.after_seconds`;
  await hastenNudges(tx, rows.map(({ next }) => next));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Attempts that wait for their time leave now. One whose moment is being carried out at this instant, or has been, is under
 * way; waiting for it here would be a deadlock, since its handler may wait for rows that the caller holds.
 */
export async function hastenNudges(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    with hastened as (
      update timers set due_at = least(due_at, ${tx.now}::timestamptz), urgency = 1
      where id in (select id from timers where kind = 'nudge' and subject = any(${ids as string[]}::uuid[]) for update skip locked) returning 1)
    select pg_notify('imas_timers', '') from hastened limit 1`;
}
