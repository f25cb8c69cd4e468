import type { Logger } from 'pino';
import { isPutOff, type PlatformFault } from './platform-fault.ts';
import { patiently } from './rates/patiently.ts';
import { settle } from './settle.ts';

/**
 * Pins a card. One that is not pinned is still a card: what the platform's rates put off is done later, and what is refused is left.
 * @param isPinned the faults that say that it is pinned already @throws PlatformFault that leaves open whether it is
 */
export async function pinQuietly(pin: () => Promise<unknown>, { log, place, isPinned = () => false }: { log: Logger; place: string; isPinned?: (fault: PlatformFault) => boolean }): Promise<void> {
  const note = (error: unknown): void => log.warn({ err: error, place }, 'a message could not be pinned');
  await settle(pin, (fault) => {
    if (isPutOff(fault)) void patiently(pin).catch(note);
    else if (!fault.retry && !isPinned(fault)) note(fault);
    return !fault.retry || isPutOff(fault);
  });
}
