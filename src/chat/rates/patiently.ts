import { setTimeout as sleep } from 'node:timers/promises';
import { isPutOff, PlatformFault } from '../platform-fault.ts';

/** Milliseconds: all the patience there is, and the pause before the next attempt where the platform names none. */
const longestMs = 5 * 60_000;
const pauseMs = 5000;

/**
 * Makes a call again for as long as a platform's rates, or a platform that is away, put it off; for what nobody waits for.
 * @throws the fault that ended it
 */
export async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (const until = performance.now() + longestMs; ;) {
    try {
      await call();
      return;
    } catch (error) {
      const pause = error instanceof PlatformFault && isPutOff(error) ? (error.retryAfterSeconds === undefined ? pauseMs : 1000 * error.retryAfterSeconds) : Infinity;
      if (performance.now() + pause > until) throw error;
      await sleep(pause, undefined, { ref: false });
    }
  }
}
