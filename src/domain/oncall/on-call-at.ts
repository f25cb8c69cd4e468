import { levelsOf, type By, type TeamPlan } from './plan.ts';
import { rotationAt } from './rotation-turns.ts';

/** Who answers at a level, and by which rule; null: nobody. */
export type Answering = { level: number; userId: string; by: By } | { level: number; userId: null; by: null };

/**
 * Who answers at an instant (epoch milliseconds): one row for each level from 1 to the highest that the plan speaks of.
 * The order is that of `TeamPlan`.
 */
export function onCallAt(plan: TeamPlan, at: number): Answering[] {
  return Array.from({ length: levelsOf(plan).at(-1)! }, (_, index) => answerAt(plan, index + 1, at));
}

/** The same of one level. */
export function answerAt({ pinned, overrides, shifts, rotations, active }: TeamPlan, level: number, at: number): Answering {
  if (level === 1 && pinned !== null && active.has(pinned)) return { level, userId: pinned, by: { by: 'pin' } };
  const now = (entry: { level: number; userId: string; startsAt: number; endsAt: number }): boolean =>
    entry.level === level && entry.startsAt <= at && at < entry.endsAt && active.has(entry.userId);
  const override = overrides.find(now);
  if (override) return { level, userId: override.userId, by: { by: 'override', id: override.id } };
  const shift = shifts.find(now);
  if (shift) return { level, userId: shift.userId, by: { by: 'shift', id: shift.id } };
  for (const rotation of rotations) {
    const userId = rotation.level === level ? rotationAt(rotation, at) : null;
    if (userId !== null && active.has(userId)) return { level, userId, by: { by: 'rotation', id: rotation.id, name: rotation.name } };
  }
  return { level, userId: null, by: null };
}
