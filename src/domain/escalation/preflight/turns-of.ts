import type { TeamPlan, Turn } from '../../oncall/plan.ts';
import { turnsBetween } from '../../oncall/turns-between.ts';
import type { PreflightFacts } from './facts.ts';

/** Several rules ask for the same turns, and computing them is most of the work. */
const known = new WeakMap<TeamPlan, { from: number; to: number; turns: readonly Turn[] }>();

/** A plan's turns in the days that are simulated. */
export function turnsOf(plan: TeamPlan, { from, to }: Pick<PreflightFacts, 'from' | 'to'>): readonly Turn[] {
  const before = known.get(plan);
  if (before?.from === from && before.to === to) return before.turns;
  const turns = turnsBetween(plan, from, to);
  known.set(plan, { from, to, turns });
  return turns;
}
