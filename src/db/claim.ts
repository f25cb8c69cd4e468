import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from './client.ts';

/** What somebody asked for and this process carries out: done with the first transaction that commits for it. */
export interface Claim {
  isSettled: boolean;
  /** Notes in that transaction that it is done. @throws when another process took it over meanwhile: then nothing of it is done here */
  settle(sql: Sql): Promise<void>;
}

const current = new AsyncLocalStorage<Claim>();

/** Carries out work whose first transaction settles a claim. */
export const withClaim = <T>(claim: Claim, work: () => Promise<T>): Promise<T> => current.run(claim, work);
/** The claim that a transaction beginning here would settle. */
export const openClaim = (): Claim | undefined => (current.getStore()?.isSettled === false ? current.getStore() : undefined);
