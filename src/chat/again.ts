import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformFault } from './platform-fault.ts';

const attempts = 3;
const longestPauseMs = 10_000;

/**
 * Tries what somebody waits for up to three times, with the pauses that the platform asks for.
 * @param work.isInDoubt an earlier attempt may have been carried out @throws what the last attempt threw
 */
export async function tryAgain<T>(work: (isInDoubt: boolean) => Promise<T>): Promise<T> {
  let isInDoubt = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(isInDoubt);
    } catch (error) {
      if (!(error instanceof PlatformFault) || !error.retry || attempt === attempts) throw error;
      isInDoubt ||= error.inDoubt;
      await sleep(Math.min(longestPauseMs, 1000 * (error.retryAfterSeconds ?? attempt)));
    }
  }
}
