import type { Severity } from '../../severity.ts';
import type { PolicyRow } from './schema.ts';
import type { Step } from './step.ts';

/** What a run takes with it when it first advances. */
export interface Policy {
  /** null: built in. */
  id: string | null;
  name: string;
  /** Why it is this one: made for the severity, the team's default, or neither was there. */
  origin: 'severity' | 'default' | 'built-in';
  /** null: for every severity. */
  severity: Severity | null;
  version: number;
  /** The whole ladder again, this many times, so far apart. */
  repeatCount: number;
  repeatIntervalMinutes: number;
  /** Empty: nobody is paged, the card is all. */
  steps: readonly Step[];
}

export function policyOfRow(row: PolicyRow): Policy {
  const { id, name, severity, version, repeatCount, repeatIntervalMinutes, steps } = row;
  return { id, name, severity, version, repeatCount, repeatIntervalMinutes, steps, origin: severity === null ? 'default' : 'severity' };
}
