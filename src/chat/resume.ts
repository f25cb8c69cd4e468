import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Work } from './in-hand.ts';
import type { Doing, Once } from './once.ts';

/** Carries out what processes that fell had taken and not finished. Never rejects. */
export async function resumeDoings<T>({ once, log }: { once: Once; log: Logger }, work: Work, take: (wanted: T, doing: Doing) => Promise<void>): Promise<void> {
  const left = await once.takeOver<T>().catch((error: unknown) => {
    log.warn({ err: error }, 'what others left unfinished could not be read');
    return [];
  });
  for (const { wanted, doing } of left) work.track(take(wanted, doing));
}

/** Waits until something is kept, or the platform has to be told all the same. @param patienceMs milliseconds */
export const keptWithin = (keeping: Promise<unknown>, patienceMs: number): Promise<unknown> => Promise.race([keeping, sleep(patienceMs, undefined, { ref: false })]);
