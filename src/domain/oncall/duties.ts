import type { TeamPlan } from './plan.ts';
import { turnsBetween } from './turns-between.ts';

/** A person's time at a level as the person sees it: turns of theirs one after another, by whatever rules. Epoch milliseconds. */
export interface Duty { level: number; userId: string; from: number; to: number; /** Somebody was put in there for it. */ byOverride: boolean }

/** A break in which nobody answers does not end somebody's time if it is shorter: nights of who has the days. */
const dayMs = 86_400_000;

/**
 * Who has the on-call of a team from when to when inside [from, to), by level, then time. What reaches beyond is cut.
 * @throws RangeError when the bounds are not finite
 */
export function dutiesBetween(plan: TeamPlan, from: number, to: number): Duty[] {
  const duties: Duty[] = [];
  for (const { level, userId, by, ...turn } of turnsBetween(plan, from, to)) {
    const before = duties.at(-1);
    if (before?.level === level && before.userId === userId && turn.from - before.to < dayMs) before.to = turn.to;
    else duties.push({ level, userId, ...turn, byOverride: by.by === 'override' });
  }
  return duties;
}
