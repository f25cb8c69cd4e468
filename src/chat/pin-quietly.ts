import type { Logger } from 'pino';
import type { PlatformFault } from './platform-fault.ts';
import { settle } from './settle.ts';

/**
 * Pins a card. One that is not pinned is still a card: what is refused is left.
 * @param isPinned the faults that say that it is pinned already @throws PlatformFault that may pass, such as of the platform's rates
 */
export async function pinQuietly(pin: () => Promise<unknown>, { log, place, isPinned = () => false }: { log: Logger; place: string; isPinned?: (fault: PlatformFault) => boolean }): Promise<void> {
  await settle(pin, (fault) => {
    if (!fault.retry && !isPinned(fault)) log.warn({ err: fault, place }, 'a message could not be pinned');
    return !fault.retry;
  });
}
