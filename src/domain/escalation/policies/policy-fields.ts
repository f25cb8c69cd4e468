import type { Context } from '../../../context.ts';
import { nameOfThing, numberFrom } from '../../people/well-formed.ts';
import type { Severity } from '../../severity.ts';
import { severityTyped } from './find-policy.ts';
import { namedTargets } from './named-targets.ts';
import { checkedSteps, type Step } from './step.ts';

/** What may be said of a policy; what is absent stays as it is, or as it is by default. */
export interface PolicyFields {
  name?: string;
  /** null: for every severity that has no policy of its own. */
  severity?: string | null;
  /** The whole ladder again, so many times. */
  repeatCount?: number;
  /** From the last step of one round to the first of the next. */
  repeatIntervalMinutes?: number;
  /** People and teams by id or name. */
  steps?: unknown;
}
export interface CheckedFields { name?: string; severity?: Severity | null; repeatCount?: number; repeatIntervalMinutes?: number; steps?: Step[] }

/** A ladder that starts over in the very minute in which it ended would ring without end. */
const leastInterval = 1;
const mostInterval = 24 * 60;
const mostRepeats = 20;

/** Each field as it is stored. @throws AppError invalid, naming the field */
export async function checkedFields(ctx: Context, { name, severity, repeatCount, repeatIntervalMinutes, steps }: PolicyFields): Promise<CheckedFields> {
  return {
    ...(name !== undefined && { name: nameOfThing(name) }),
    ...(severity !== undefined && { severity: severity === null ? null : severityTyped(severity) }),
    ...(repeatCount !== undefined && { repeatCount: numberFrom(repeatCount, 0, mostRepeats, 'repeat_count') }),
    ...(repeatIntervalMinutes !== undefined && { repeatIntervalMinutes: numberFrom(repeatIntervalMinutes, leastInterval, mostInterval, 'repeat_interval_minutes') }),
    ...(steps !== undefined && { steps: checkedSteps(await namedTargets(ctx, steps)) }),
  };
}
