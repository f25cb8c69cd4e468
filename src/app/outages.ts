import type { Context } from '../context.ts';
import { failingOf, faultOf, isAboutAll, type Fault } from '../chat/fault.ts';
import type { Health } from '../chat/platform.ts';
import { endOutage, isMissed, noteOutage } from '../domain/rooms/outage.ts';
import { patienceSeconds } from '../domain/rooms/trouble.ts';
import type { FarPlatform } from '../queue.ts';

/** What one replica's calls show is told to the others no more often; milliseconds. */
const tellEveryMs = 5000;
/** A platform that this replica asked nothing of for so long is asked, while somebody would miss it. */
const quietMs = 15_000;

export interface OutageWatch {
  /** A call ended: well, or with this fault. */
  ended(fault?: Fault): void;
  /** It failed last, or this replica asked nothing of the platform for a while and somebody would miss it. */
  isDue(): Promise<boolean>;
}

/** Keeps for all replicas since when every call of a platform fails. Any call of any replica that goes well ends it. */
export function watchOutage(ctx: Context, platform: FarPlatform): OutageWatch {
  let wasWell: boolean | undefined;
  let toldAt = -Infinity;
  // An outage that was known before this start is looked into at once.
  let endedAt = -Infinity;
  let turn = Promise.resolve();
  const tell = (isWell: boolean, work: () => Promise<void>): void => {
    const now = performance.now();
    if (isWell === wasWell && now - toldAt < tellEveryMs) return;
    wasWell = isWell;
    toldAt = now;
    // In the order in which they happened.
    turn = turn.then(work).catch((error: unknown) => ctx.log.warn({ err: error, platform }, 'what a platform shows of itself could not be kept'));
  };
  return {
    ended(fault) {
      const isAll = fault === undefined ? false : isAboutAll(fault);
      // Whoever refuses one thing shows neither that the rest is refused nor that anything is taken.
      if (isAll === undefined || (fault !== undefined && !isAll)) return;
      endedAt = performance.now();
      if (fault === undefined) tell(true, () => endOutage(ctx, platform));
      else tell(false, () => noteOutage(ctx, platform, failingOf(fault, patienceSeconds)));
    },
    // Without the database nothing of it could be kept.
    isDue: async () => wasWell === false || (performance.now() - endedAt > quietMs && isMissed(ctx, platform).catch(() => false)),
  };
}

/**
 * Asks a platform how it is: while it does not work, and when nothing else has asked for a while.
 * @param whole sending and listening: a line that was lost is the first sign that the platform is away
 */
export async function askWhenDue(whole: { health(): Health }, watch: OutageWatch, ask: () => Promise<unknown>): Promise<void> {
  if (!whole.health().ok || (await watch.isDue())) await ask();
}

/**
 * The same interface to a platform, each of whose calls is seen.
 * @param shows whether a call that goes well shows that we can post there
 */
export function watched<A extends { call(...args: never[]): Promise<unknown> }>(api: A, watch: OutageWatch, shows: (...args: Parameters<A['call']>) => boolean = () => true): A {
  const call = async (...args: Parameters<A['call']>): Promise<unknown> => {
    try {
      const answer = await api.call(...args);
      if (shows(...args)) watch.ended();
      return answer;
    } catch (error) {
      watch.ended(faultOf(error));
      throw error;
    }
  };
  return { ...api, call };
}
