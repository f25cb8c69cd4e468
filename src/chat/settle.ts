import { PlatformFault } from './platform-fault.ts';

/** A call whose purpose may be fulfilled already. @param fine the faults that say so @throws any other */
export async function settle(work: () => Promise<unknown>, fine: (fault: PlatformFault) => boolean): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PlatformFault) || !fine(error)) throw error;
  }
}
