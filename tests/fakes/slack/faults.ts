import { type CallFault, type PlannedFaults, planFaults } from '../faults.ts';

export interface Fault extends CallFault {
  /** `ok: false` with this error. */
  error?: string;
}
export type Faults = PlannedFaults<Fault>;

/** What is to go wrong, by method. */
export const faults = (): Faults => planFaults((planned, method) => planned === method);
