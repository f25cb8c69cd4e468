import type { Context } from '../../context.ts';
import type { Interval } from './checked-interval.ts';
import { loadNamedPlans } from './load-plans.ts';
import { gapsBetween } from './turns-between.ts';

const daysAhead = 14;

/** Whom a pin leaves without effect at level 1, and when nobody answers at a level in the coming two weeks. */
export interface Ahead { pinned: string | null; gaps: Interval[] }

/** What a change leaves open, for whoever has just made it. Asks for no permission. */
export async function gapsAhead(ctx: Pick<Context, 'sql'>, teamId: string, level: number): Promise<Ahead> {
  const [team] = await loadNamedPlans(ctx, { teamIds: [teamId], aheadMs: daysAhead * 86_400_000 });
  if (team === undefined) return { pinned: null, gaps: [] };
  const { plan, names, from, to } = team;
  const holes = gapsBetween(plan, from, to).filter((gap) => gap.level === level);
  const isPinned = level === 1 && plan.pinned !== null && plan.active.has(plan.pinned);
  return { pinned: isPinned ? names.get(plan.pinned!)! : null, gaps: holes.map((gap) => ({ startsAt: new Date(gap.from), endsAt: new Date(gap.to) })) };
}
