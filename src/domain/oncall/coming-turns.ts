import type { Context } from '../../context.ts';
import { databaseNow } from '../clock.ts';
import type { RotationLine } from './find-rotation.ts';
import type { TurnLine } from './list-turns.ts';
import { loadNamedPlans } from './load-plans.ts';
import { unitMs } from './rotation-pattern.ts';
import { turnsBetween } from './turns-between.ts';

const longestMs = 366 * unitMs.days;
const atLeastMs = 14 * unitMs.days;

/**
 * A rotation's own next few turns from now on, within a year; until a change of it holds, those of what it was. Whatever
 * else the team wrote down is left out: it would hide whether the rule does what was meant. Asks for no permission.
 */
export async function comingTurns(ctx: Pick<Context, 'sql'>, { id, before, teamId, every, unit, startsAt }: RotationLine): Promise<TurnLine[]> {
  const few = Math.max(5 * every * unitMs[unit], atLeastMs);
  const ahead = Math.min(few + Math.max(0, startsAt.getTime() - (await databaseNow(ctx)).getTime()), longestMs);
  const [team] = await loadNamedPlans(ctx, { teamIds: [teamId], aheadMs: ahead });
  if (team === undefined) return [];
  const { plan, teamName, names, from, to } = team;
  const alone = { ...plan, pinned: null, shifts: [], overrides: [], rotations: plan.rotations.filter((rotation) => rotation.id === id || rotation.id === before) };
  return turnsBetween(alone, from, to).map((turn) => ({
    teamId, teamName, level: turn.level, userId: turn.userId, username: names.get(turn.userId)!, by: turn.by, startsAt: new Date(turn.from), endsAt: new Date(turn.to),
  }));
}
