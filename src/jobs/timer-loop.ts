import type { Logger } from 'pino';
import type { Context, Tx } from '../context.ts';
import type { Sql } from '../db/client.ts';
import { transaction } from '../db/transaction.ts';
import type { Timer, TimerKind } from '../domain/timers/timer.ts';
import { onPages } from './pages-first.ts';

/** Handles due moments of one kind, many at once, in the transaction that took them. */
export type TimerHandler = (tx: Tx, timers: readonly Timer[]) => Promise<void>;
export type TimerHandlers = { readonly [K in TimerKind]: TimerHandler };

const batch = 500;
/** The net under the exact sleep: a wake-up that was missed costs at most this. */
const longestSleepMs = 1000;

interface Options {
  ctx: Context;
  sql: Sql;
  handlers: TimerHandlers;
  log: Logger;
  /** Told the lateness in seconds of each moment. */
  observe?: (seconds: number) => void;
  /** Around each transaction; by default there is nothing. */
  through?: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;
}

export interface TimerLoop {
  /** Looks now, not at the next due moment. */
  poke(): void;
  stop(): Promise<void>;
}

/**
 * Sleeps until the next due moment and hands what is due to its handlers, worst severity first. Replicas share the
 * work: each takes other rows (`for update skip locked`). A commit that writes an earlier moment wakes it.
 */
export async function startTimerLoop(options: Options): Promise<TimerLoop> {
  const { sql, log } = options;
  let stopped = false;
  let asleep: { wake: () => void } | undefined;
  let poked = false;
  const poke = (): void => { poked = true; asleep?.wake(); };
  const listening = await sql.listen('imas_timers', poke, poke);

  const loop = (async () => {
    while (!stopped) {
      poked = false;
      let wait = longestSleepMs;
      try {
        // Looking is one small read; only what is due costs a transaction.
        const [next] = await sql<{ ms: number | null }[]>`select extract(epoch from min(due_at) - imas_now()) * 1000 as ms from timers`;
        if (next!.ms !== null) wait = Math.min(longestSleepMs, Math.max(0, Math.ceil(Number(next!.ms))));
        if (wait === 0) {
          // What is due and not ours is another replica's: it is looked at again in a moment, not in a spin.
          wait = 50;
          // Fewer than there is room for are all there were: looking for more is the small read again.
          for (let taken = batch; !stopped && taken >= batch;) {
            taken = await takeDue(options, () => stopped);
            if (taken > 0) wait = 0;
          }
        }
      } catch (error) {
        wait = longestSleepMs;
        log.error({ err: error }, 'the loop of due moments failed; trying again in a second');
      }
      if (wait > 0 && !poked && !stopped) {
        await new Promise<void>((wake) => {
          const timer = setTimeout(wake, wait);
          asleep = { wake: () => { clearTimeout(timer); wake(); } };
        });
        asleep = undefined;
      }
    }
  })();
  return {
    poke,
    async stop() {
      stopped = true;
      asleep?.wake();
      await loop;
      await listening.unlisten().catch(() => undefined);
    },
  };
}

/** One batch. A poisoned timer fails its batch; then each goes alone, and the culprit waits longer and longer. @returns how many were taken, a batch or more when there may be others */
async function takeDue(options: Options, isStopped: () => boolean): Promise<number> {
  try {
    // When much is due at one instant, one batch reads while the other writes: they take different rows.
    const taken = await takeBatch(options, batch);
    if (taken < batch) return taken;
    const lane = async (): Promise<void> => { while (!isStopped() && (await takeBatch(options, batch)) === batch); };
    // What stands aside for pages waits for those that are not written yet as well.
    const ends = await onPages(batch, () => Promise.allSettled([lane(), lane()]));
    // Not before both are over: nothing of ours may still be taking when the loop goes one by one, or has ended.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return batch;
  } catch (error) {
    options.log.warn({ err: error }, 'a batch of due moments failed; going one by one');
  }
  for (let taken = 0; taken < batch; taken++) {
    try {
      if ((await takeBatch(options, 1)) === 0) return taken;
    } catch (error) {
      const { timer } = error as { timer?: Timer };
      // Not the fault of one moment but of the database: the loop waits a second.
      if (timer === undefined) throw error;
      await postpone(options.ctx, timer, error as Error);
    }
  }
  return batch;
}

async function takeBatch({ ctx, handlers, observe, through = (work) => work(ctx) }: Options, limit: number): Promise<number> {
  return through((inside) => transaction(inside, async (tx) => {
    const rows = await tx.sql<{ id: number; kind: TimerKind; subject: string; due_at: Date; payload: Record<string, unknown>; attempts: number }[]>`
      delete from timers where id in (
        select id from timers where due_at <= ${tx.now} order by urgency, due_at limit ${limit} for update skip locked
      ) returning id, kind, subject, due_at, payload, attempts`;
    const timers = rows.map((row): Timer => ({ id: row.id, kind: row.kind, subject: row.subject, dueAt: row.due_at, payload: row.payload, attempts: row.attempts }));
    for (const [kind, mine] of Map.groupBy(timers, (timer) => timer.kind)) {
      try {
        await handlers[kind](tx, mine);
      } catch (error) {
        throw Object.assign(error as Error, limit === 1 ? { timer: mine[0] } : {});
      }
    }
    for (const timer of timers) observe?.(Math.max(0, (tx.now.getTime() - timer.dueAt.getTime()) / 1000));
    return timers.length;
  }));
}

/** Never dropped: an incident must not lose its due moment. It comes back after 1, 2, 4 … 60 s. */
async function postpone(ctx: Context, timer: Timer, error: Error): Promise<void> {
  const seconds = Math.min(60, 2 ** timer.attempts);
  await ctx.sql`update timers set due_at = imas_now() + make_interval(secs => ${seconds}), attempts = attempts + 1, last_error = ${error.message.slice(0, 500)} where kind = ${timer.kind} and subject = ${timer.subject}`;
  ctx.log.error({ err: error, timer }, 'a due moment could not be carried out; it comes back');
}
