import { nextChange } from './next-change.ts';
import { answerAt, type Answering } from './on-call-at.ts';
import type { TeamPlan } from './plan.ts';

/**
 * When somebody's answering at a level ends (epoch milliseconds): the first instant after `at`, before `to`, at which
 * another, or nobody, answers there. Null: not before `to`.
 */
export function turnEnd(plan: TeamPlan, { level, userId }: Pick<Answering, 'level' | 'userId'>, at: number, to: number): number | null {
  if (level === 1 && plan.pinned !== null && plan.active.has(plan.pinned)) return null;
  for (let next = nextChange(plan, at, level); next !== null && next < to; next = nextChange(plan, next, level)) {
    if (answerAt(plan, level, next).userId !== userId) return next;
  }
  return null;
}
