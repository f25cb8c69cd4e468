import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { onPages } from './pages-first.ts';

/** As many messages are on their way like this at most: what more is due goes through the queue, so that no slow receiver holds up the clock. */
const most = 2000;
/** Milliseconds that an orderly end leaves them: a receiver is given up after five seconds, and the queue ends after them. */
const endsWithinMs = 6000;
/** Milliseconds for which room is waited for: thousands at one instant leave one batch behind the other. */
const patienceMs = 500;

/** Pages that leave by the process that writes them, without a way through the queue. */
export interface AtOnce {
  /** Does work that may write pages. They are claimed by what writes them and sent as soon as it is committed; nobody waits for that. */
  through<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  /** Ends when all are sent and their receipts written. */
  stop(): Promise<void>;
}

/** @param handOver sends them, writes the receipts, and gives back what did not leave */
export function makeAtOnce(ctx: Context, replica: number, handOver: (ids: readonly string[]) => Promise<void>): AtOnce {
  const sendings = new Set<Promise<void>>();
  let underWay = 0;
  const start = (ids: readonly string[]): void => {
    underWay += ids.length;
    // What broke off was said where it did, and leaves by a job.
    const sending = onPages(ids.length, () => handOver(ids)).catch(() => undefined).finally(() => {
      underWay -= ids.length;
      sendings.delete(sending);
    });
    sendings.add(sending);
  };
  const room = async (): Promise<boolean> => {
    if (underWay >= most) await Promise.race([...sendings, pause(patienceMs)]);
    return underWay < most;
  };
  return {
    async through(work) {
      if (!await room()) return work(ctx);
      const claims = { replica, ids: new Set<string>() };
      try {
        return await work({ ...ctx, claims });
      } finally {
        if (claims.ids.size > 0) start([...claims.ids]);
      }
    },
    async stop() {
      await Promise.race([Promise.all(sendings), pause(endsWithinMs, undefined, { ref: false })]);
    },
  };
}
