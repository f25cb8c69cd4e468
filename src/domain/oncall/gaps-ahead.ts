import type { Context } from '../../context.ts';
import type { Interval } from './checked-interval.ts';
import { loadNamedPlans } from './load-plans.ts';
import { gapsBetween } from './turns-between.ts';

const dayMs = 86_400_000;
const daysAhead = 14;

/** Whom a pin leaves without effect at level 1, and the gaps at a level that begin in the coming two weeks. */
export interface Ahead { pinned: string | null; gaps: Interval[] }

/** What a change leaves open, for whoever has just made it. Asks for no permission. */
export async function gapsAhead(ctx: Pick<Context, 'sql'>, teamId: string, level: number): Promise<Ahead> {
  // A day more than what is looked for: a gap that was filled to its end does not begin anew a second later.
  const [team] = await loadNamedPlans(ctx, { teamIds: [teamId], aheadMs: (daysAhead + 1) * dayMs });
  if (team === undefined) return { pinned: null, gaps: [] };
  const { plan, names, from, to } = team;
  const holes = gapsBetween(plan, from, to).filter((gap) => gap.level === level && gap.from < from + daysAhead * dayMs);
  const isPinned = level === 1 && plan.pinned !== null && plan.active.has(plan.pinned);
  return { pinned: isPinned ? names.get(plan.pinned!)! : null, gaps: holes.map((gap) => ({ startsAt: new Date(gap.from), endsAt: new Date(gap.to) })) };
}
