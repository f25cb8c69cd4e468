import type { Context } from '../../../src/context.ts';
import { transaction } from '../../../src/db/transaction.ts';
import type { TestDatabase } from '../../database.ts';

/**
 * Two verbs at once, the worst way: the second runs after the first has done its work and before that commits.
 * The first commits as soon as the second waits for a lock, or has come to its end without.
 */
export async function raced(db: TestDatabase, first: (ctx: Context) => Promise<unknown>, second: (ctx: Context) => Promise<unknown>): Promise<PromiseSettledResult<unknown>[]> {
  let later: Promise<PromiseSettledResult<unknown>[]> | undefined;
  const [earlier] = await Promise.allSettled([transaction(db.ctx(), async (tx) => {
    const result = await first(tx);
    let ended = false;
    later = Promise.allSettled([second(db.ctx())]).finally(() => { ended = true; });
    while (!ended && !(await someoneWaits(db))) { /* asks again */ }
    return result;
  })]);
  return [earlier, ...(await later ?? [])];
}

async function someoneWaits(db: TestDatabase): Promise<boolean> {
  const [row] = await db.sql<{ waits: boolean }[]>`
    select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`;
  return row!.waits;
}
