import { invalid } from '../../../errors.ts';
import type { WorkingHours } from '../../people/schema.ts';
import { inWorkingHours } from '../../services/working-hours.ts';
import type { Severity } from '../../severity.ts';
import type { Step } from './step.ts';

/** A moment of the week at which no step reaches a person: ISO weekday and `HH:MM` on the team's clock. */
export interface Hole { day: number; time: string }

const pages = (step: Step): boolean => step.targets.some((target) => target.kind !== 'CHANNEL');

/** Monday, 1 January 2024: the week on which hours without a date are laid. */
const monday = Date.UTC(2024, 0, 1);
const at = (day: number, time: string): Date => new Date(monday + (day - 1) * 86_400_000 + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000);

/**
 * The first moment of the week at which a high-urgency ladder would find no step that tells a person; undefined when
 * there is none. A hole can only begin where the hours of some step end, or on Monday at midnight.
 */
export function holeIn(steps: readonly Step[], workingHours: WorkingHours): Hole | undefined {
  const hours = steps.filter(pages).map((step) => [...(step.working_hours_only ? [workingHours] : []), ...(step.only ? [step.only] : [])]);
  if (hours.some((each) => each.length === 0)) return undefined;
  const ends = [...new Set(['00:00', ...hours.flat().map(({ to }) => (to === '24:00' ? '00:00' : to))])].toSorted();
  for (let day = 1; day <= 7; day++) {
    for (const time of ends) if (!hours.some((each) => each.every((one) => inWorkingHours(one, 'UTC', at(day, time))))) return { day, time };
  }
  return undefined;
}

/** May incidents of this severity be of high urgency where no service says otherwise? null: every severity. */
export const isForHigh = (severity: Severity | null): boolean => severity === null || severity <= 'SEV2_HIGH';

/**
 * Refuses a policy for SEV1 or SEV2 that tells no person at any time. Channels are read, they do not ring.
 * @throws AppError invalid
 */
export function demandReach(steps: readonly Step[], severity: Severity | null): void {
  if (!isForHigh(severity) || steps.some(pages)) return;
  const problem = { key: 'policies.reaches_nobody' } as const;
  throw invalid(problem.key, {}, { fields: { steps: problem } });
}
