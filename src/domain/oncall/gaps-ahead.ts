import type { Context } from '../../context.ts';
import { bothAtOnce } from './both-at-once.ts';
import type { Interval } from './checked-interval.ts';
import { loadNamedPlans } from './load-plans.ts';
import { gapsBetween, turnsBetween } from './turns-between.ts';

const dayMs = 86_400_000;
const daysAhead = 14;

/** Somebody who answers at another level at the same time. */
export interface Twice extends Interval { username: string; levels: readonly [number, number] }
/** Whom a pin leaves without effect at level 1, the gaps at a level that begin in the coming two weeks, and who answers there and at another level at once. */
export interface Ahead { pinned: string | null; gaps: Interval[]; twice: Twice[] }

/**
 * What a change leaves open, for whoever has just made it. Asks for no permission.
 * @param entry what was entered: then `twice` is about its person and time only, however far ahead
 */
export async function gapsAhead(ctx: Pick<Context, 'sql'>, teamId: string, level: number, entry?: Interval & { userId: string }): Promise<Ahead> {
  // A day more than what is looked for: a gap that was filled to its end does not begin anew a second later.
  const [team] = await loadNamedPlans(ctx, { teamIds: [teamId], aheadMs: (daysAhead + 1) * dayMs });
  if (team === undefined) return { pinned: null, gaps: [], twice: [] };
  const { plan, names, from, to } = team;
  const holes = gapsBetween(plan, from, to).filter((gap) => gap.level === level && gap.from < from + daysAhead * dayMs);
  const isPinned = level === 1 && plan.pinned !== null && plan.active.has(plan.pinned);
  const window = entry === undefined ? team : { from: Math.max(from, entry.startsAt.getTime()), to: entry.endsAt.getTime() };
  const far = entry === undefined || window.to <= to ? team : (await loadNamedPlans(ctx, { teamIds: [teamId], to: entry.endsAt }))[0] ?? team;
  const twice = bothAtOnce(turnsBetween(far.plan, window.from, window.to)).filter((one) => one.levels.includes(level) && (entry === undefined || one.userId === entry.userId));
  return { pinned: isPinned ? names.get(plan.pinned!)! : null, gaps: holes.map(interval), twice: twice.map((one) => ({ ...interval(one), username: names.get(one.userId) ?? far.names.get(one.userId)!, levels: one.levels })) };
}

const interval = ({ from, to }: { from: number; to: number }): Interval => ({ startsAt: new Date(from), endsAt: new Date(to) });
