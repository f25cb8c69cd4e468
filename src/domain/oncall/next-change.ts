import type { TeamPlan } from './plan.ts';
import { rotationChange } from './rotation-turns.ts';

/**
 * The next instant after another (epoch milliseconds) at which anybody at any level, or at one level, may differ: until
 * then everything stays as it is. Null: never again. Whether somebody really differs there `onCallAt` says.
 */
export function nextChange(plan: TeamPlan, after: number, level?: number): number | null {
  let next = Infinity;
  const consider = (at: number | null): void => { if (at !== null && at > after && at < next) next = at; };
  for (const entries of [plan.overrides, plan.shifts]) {
    for (const entry of entries) {
      if ((level !== undefined && entry.level !== level) || entry.endsAt <= after) continue;
      consider(entry.startsAt);
      consider(entry.endsAt);
    }
  }
  for (const rotation of plan.rotations) if (level === undefined || rotation.level === level) consider(rotationChange(rotation, after));
  return next === Infinity ? null : next;
}
