import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { databaseNow } from '../clock.ts';
import { teamsWith } from '../people/teams-with.ts';
import { badField } from '../people/well-formed.ts';
import { loadNamedPlans } from './load-plans.ts';
import type { By } from './plan.ts';
import { turnsBetween } from './turns-between.ts';

const dayMs = 86_400_000;
const usualDays = 14;
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
  const { userId, level } = filter;
  const from = filter.from ?? await databaseNow(ctx);
  const to = filter.to ?? new Date(from.getTime() + usualDays * dayMs);
  const days = Math.ceil((to.getTime() - from.getTime()) / dayMs);
  if (to <= from) throw badField('to', 'schedules.end_before_start', { from: from.toISOString(), to: to.toISOString() });
  if (days > longestDays) throw badField('to', 'schedules.too_far', { n: days, max: longestDays });

  const teamIds = filter.teamIds ?? (userId === undefined ? undefined : await teamsWith(ctx, userId, from));
  const plans = await loadNamedPlans(ctx, { teamIds, from, to });
  return plans.flatMap(({ teamName, plan, names, from: start, to: end }) => turnsBetween(plan, start, end)
    .filter((turn) => (userId === undefined || turn.userId === userId) && (level === undefined || turn.level === level))
    .map((turn): TurnLine => ({ teamId: plan.teamId, teamName, level: turn.level, userId: turn.userId, username: names.get(turn.userId)!, by: turn.by, startsAt: new Date(turn.from), endsAt: new Date(turn.to) })))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.teamName.localeCompare(b.teamName) || a.level - b.level);
}
