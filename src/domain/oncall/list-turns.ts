import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { badField } from '../people/well-formed.ts';
import { loadNamedPlans } from './load-plans.ts';
import type { By } from './plan.ts';
import { turnsBetween } from './turns-between.ts';

const dayMs = 86_400_000;
const longestDays = 366;

export interface TurnFilter {
  teamIds?: readonly string[] | undefined;
  userId?: string | undefined;
  level?: number | undefined;
  /** Now unless told. */
  from?: Date | undefined;
  /** Two weeks later unless told; at most a year later. */
  to?: Date | undefined;
}
/** Somebody answers for a team for a while: computed from pin, overrides, entries and rotations. */
export interface TurnLine { teamId: string; teamName: string; level: number; userId: string; username: string; by: By; startsAt: Date; endsAt: Date }

/** Who answers when, by start, then team and level; turns that reach beyond the bounds are cut there. @throws AppError forbidden, invalid */
export async function listTurns(ctx: Context, filter: TurnFilter = {}): Promise<TurnLine[]> {
  demand(ctx, 'view_schedule');
  const { teamIds, userId, level, from, to } = filter;
  const bounds = from === undefined || to === undefined ? undefined : to.getTime() - from.getTime();
  if (bounds !== undefined && bounds <= 0) throw badField('to', 'schedules.end_before_start', { from: from!.toISOString(), to: to!.toISOString() });

  const plans = await loadNamedPlans(ctx, { teamIds, from, to, aheadMs: 14 * dayMs });
  const days = plans[0] === undefined ? 0 : Math.ceil((plans[0].to - plans[0].from) / dayMs);
  if (days > longestDays) throw badField('to', 'schedules.too_far', { n: days, max: longestDays });
  return plans.flatMap(({ teamName, plan, names, from: start, to: end }) => turnsBetween(plan, start, end)
    .filter((turn) => (userId === undefined || turn.userId === userId) && (level === undefined || turn.level === level))
    .map((turn): TurnLine => ({ teamId: plan.teamId, teamName, level: turn.level, userId: turn.userId, username: names.get(turn.userId)!, by: turn.by, startsAt: new Date(turn.from), endsAt: new Date(turn.to) })))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.teamName.localeCompare(b.teamName) || a.level - b.level);
}
