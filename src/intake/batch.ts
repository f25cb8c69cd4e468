import { makeBusy } from './busy.ts';
import type { Post } from '../domain/alerts/post.ts';
import { unavailable } from '../errors.ts';

/** Posts that arrive together commit together: see `makeBatcher`. */
export interface Batcher {
  /**
   * Resolves when the post is durable.
   * @param patienceMs how long the sender can wait; what cannot be stored by then is refused
   * @throws AppError unavailable when that time is over, or too much is waiting already
   */
  submit(post: Post, patienceMs: number): Promise<void>;
  /** Takes no more; resolves when all that was taken is settled. */
  stop(): Promise<void>;
}
interface Waiting { post: Post; since: number; deadline: number; size: number; settle: { resolve: () => void; reject: (error: unknown) => void } }

/** Transactions at once: one while the other commits. More only fight for the same rows and cores. */
const lanes = 2;
/** What a transaction costs, it costs for one post as for a hundred: the second lane opens for this many, for a full transaction, … */
const worthALane = 32;
/** … or when the first has kept somebody waiting for so long. */
const longWaitMs = 250;
/**
 * While this process is busy, transactions begin so many milliseconds apart, unless enough wait: what comes
 * meanwhile shares the next, on its whole way into the chat. While it is not, nobody waits.
 */
const beatMs = 50;
const worthNoWait = 16;
/** Alerts in one transaction (spec §4). */
const mostSignals = 2000;
/** What may wait in memory before we say 503 at once: flat memory matters more than a longer queue. */
const mostWaiting = 50_000;

const isPassing = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code ?? '';
  return /^(ECONN|EPIPE|ETIMEDOUT|ENOENT|EAI_|CONNECT|CONNECTION_|08|57|53|55|58|25006|40)/.test(code);
};

/**
 * Group commit. Whatever waits when a lane falls free goes into one transaction; each post gets its own answer.
 * A passing fault of the database is tried again until a post's patience ends; a fault in the data splits the batch
 * until the culprit alone is refused and the others pass.
 */
export function makeBatcher(receive: (posts: readonly Post[]) => Promise<void>, isBusy: () => boolean = makeBusy()): Batcher {
  const queue: Waiting[] = [];
  let waiting = 0;
  let busy = 0;
  let stopping = false;
  let idle: (() => void) | undefined;

  const take = (): Waiting[] => {
    let signals = 0;
    let count = 0;
    while (count < queue.length && (count === 0 || signals + queue[count]!.size <= mostSignals)) signals += queue[count++]!.size;
    waiting -= signals;
    return queue.splice(0, count);
  };
  const mayBegin = (): boolean => (busy === 0 && (performance.now() >= nextAt || queue.length >= worthNoWait || waiting >= mostSignals)) || (busy < lanes && (queue.length >= worthALane || waiting >= mostSignals || performance.now() - queue[0]!.since > longWaitMs));
  let nextAt = -Infinity;
  let beat: NodeJS.Timeout | undefined;
  /** Looks again when the first in line has waited long: nothing else may come that would. */
  let later: NodeJS.Timeout | undefined;
  const pump = (): void => {
    while (queue.length > 0 && mayBegin()) {
      busy++;
      nextAt = performance.now() + (isBusy() ? beatMs : 0);
      void work(take()).finally(() => {
        busy--;
        if (busy === 0 && queue.length === 0) idle?.();
        pump();
      });
    }
    if (queue.length > 0 && busy === 0) beat ??= setTimeout(() => { beat = undefined; pump(); }, Math.max(1, Math.ceil(nextAt - performance.now())));
    if (queue.length > 0 && busy < lanes) later ??= setTimeout(() => { later = undefined; pump(); }, longWaitMs + 1);
  };
  const work = async (batch: readonly Waiting[]): Promise<void> => {
    let posts = batch;
    for (let pause = 20; ; pause = Math.min(pause * 2, 250)) {
      try {
        await receive(posts.map(({ post }) => post));
        for (const { settle } of posts) settle.resolve();
        return;
      } catch (error) {
        if (!isPassing(error)) return split(posts, error);
        const now = performance.now();
        for (const late of posts.filter(({ deadline }) => deadline <= now)) late.settle.reject(unavailable('errors.database_down', {}, { cause: error }));
        posts = posts.filter(({ deadline }) => deadline > now);
        if (posts.length === 0) return;
        await new Promise((wake) => setTimeout(wake, pause));
      }
    }
  };
  const split = async (posts: readonly Waiting[], error: unknown): Promise<void> => {
    if (posts.length === 1) return posts[0]!.settle.reject(error);
    const half = posts.length >> 1;
    await work(posts.slice(0, half));
    await work(posts.slice(half));
  };

  return {
    async submit(post, patienceMs) {
      const size = Math.max(1, post.signals.length);
      if (stopping || waiting > mostWaiting) throw unavailable('errors.database_down');
      await new Promise<void>((resolve, reject) => {
        waiting += size;
        // Also where the database neither answers nor fails. If it is stored after all, what the tool sends again is a repeat.
        const late = setTimeout(() => reject(unavailable('errors.database_down')), patienceMs);
        const settle = { resolve: () => { clearTimeout(late); resolve(); }, reject: (error: unknown) => { clearTimeout(late); reject(error); } };
        const since = performance.now();
        queue.push({ post, size, since, deadline: since + patienceMs, settle });
        // Posts of the same turn of the event loop belong together.
        if (busy < lanes) setImmediate(pump);
      });
    },
    async stop() {
      stopping = true;
      if (busy > 0 || queue.length > 0) await new Promise<void>((resolve) => { idle = resolve; });
    },
  };
}
