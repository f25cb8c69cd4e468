import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { databaseNow } from '../clock.ts';
import { loadNamedPlans } from './load-plans.ts';
import { levelsOf } from './plan.ts';
import { gapsBetween, turnsBetween } from './turns-between.ts';

/** A team's on-call level by level; instants are epoch milliseconds, intervals half-open. */
export interface Schedule {
  team: string;
  zone: string;
  now: number;
  levels: readonly { level: number; turns: readonly { userId: string; name: string; from: number; to: number }[]; gaps: readonly { from: number; to: number }[] }[];
}

/** Who answers for a team for so many days from today's midnight on its clock, with what nobody answers. @throws AppError forbidden, not_found */
export async function loadSchedule(ctx: Context, teamId: string, days: number): Promise<Schedule> {
  demand(ctx, 'view_schedule');
  const now = (await databaseNow(ctx)).getTime();
  const [team] = await ctx.sql<{ zone: string }[]>`select time_zone as zone from teams where id = ${teamId}`;
  if (!team) throw notFound('errors.unknown_team', { name: teamId });

  const midnight = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(team.zone).startOfDay();
  const [from, to] = [midnight.epochMilliseconds, midnight.add({ days }).startOfDay().epochMilliseconds];
  const [found] = await loadNamedPlans(ctx, { teamIds: [teamId], from: new Date(from), to: new Date(to) });
  if (!found) throw notFound('errors.unknown_team', { name: teamId });
  const { plan, names, teamName } = found;
  const [turns, gaps] = [turnsBetween(plan, from, to), gapsBetween(plan, from, to)];
  return {
    team: teamName, zone: team.zone, now,
    levels: levelsOf(plan).map((level) => ({
      level,
      turns: turns.filter((turn) => turn.level === level).map((turn) => ({ userId: turn.userId, name: names.get(turn.userId) ?? '', from: turn.from, to: turn.to })),
      gaps: gaps.filter((gap) => gap.level === level),
    })),
  };
}
