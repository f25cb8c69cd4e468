import type { Context, Tx } from '../context.ts';
import { openClaim } from './claim.ts';
import type { Db, Sql } from './client.ts';
import { gather } from './gather.ts';
import type { Enqueue, Job } from '../queue.ts';

const deadlock = '40P01';
const serialization = '40001';
/**
 * A process that stops in the middle of a transaction gives back what it holds after so many milliseconds. Said with the
 * first statement, since poolers refuse what they do not know of a connection; queries that take long are not idle.
 */
export const idleMs = 10_000;
/** A statement behind the one that failed. */
const aborted = '25P02';

/**
 * Runs `work` in one transaction, or in the caller's if there is one already.
 * Deadlocks and serialization failures are tried again, five times in all.
 */
export async function transaction<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx as Tx);
  for (let attempt = 1; ; attempt++) {
    try {
      const claim = openClaim();
      const result = await ctx.db.transaction(async (drizzleTx) => {
        const sql = (drizzleTx as unknown as { session: { client: Sql } }).session.client;
        const [clock] = await sql<{ now: Date }[]>`select imas_now() as now, set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true)`;
        const tx: Tx = { ...ctx, db: drizzleTx as unknown as Db, sql, now: clock!.now, inTransaction: true, enqueue: enqueueOn(ctx, sql) };
        const made = await work(tx);
        await claim?.settle(sql);
        return made;
      });
      if (claim !== undefined) claim.isSettled = true;
      return result;
    } catch (error) {
      const code = (error as { code?: string; cause?: { code?: string } }).code ?? (error as { cause?: { code?: string } }).cause?.code;
      if ((code !== deadlock && code !== serialization) || attempt === 5) throw error;
      await new Promise((wake) => setTimeout(wake, attempt * 5 * Math.random()));
    }
  }
}

/**
 * Work of one transaction that does not wait for each other's answers: its statements are sent one behind the other. All of it
 * is over before a fault ends the transaction, and the fault is the one that caused it, not what befell those behind it.
 */
export async function together<const Work extends readonly PromiseLike<unknown>[]>(...work: Work): Promise<{ -readonly [I in keyof Work]: Awaited<Work[I]> }> {
  const outcomes = await Promise.allSettled(work);
  const faults = outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (faults.length > 0) throw faults.find((fault) => (fault as { code?: string }).code !== aborted) ?? faults[0];
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as { -readonly [I in keyof Work]: Awaited<Work[I]> };
}

/** Jobs sent through this exist only if the transaction behind `sql` commits. */
export const enqueueOn = (ctx: Pick<Context, 'queue'>, sql: Sql): Enqueue => {
  const send = gather(async (jobs: readonly Job[]) => {
    await ctx.queue.send(sql, jobs);
    return jobs.map(() => undefined);
  });
  return (name, payload, options) => send({ name, payload, options } as Job);
};
