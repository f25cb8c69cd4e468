import { userIdOf, type Context } from '../../context.ts';
import { loadNamedPlans } from '../oncall/load-plans.ts';
import type { CoverWanted } from './ask-for-cover.ts';
import { ownPieces } from './own-pieces.ts';

/** How many turns `askForCover` would ask for, those that are asked for already included. Asks no permission. */
export async function countTurns(ctx: Context, { userId = userIdOf(ctx.actor) ?? undefined, teamIds, startsAt, endsAt }: Pick<CoverWanted, 'userId' | 'teamIds' | 'startsAt' | 'endsAt'>): Promise<number> {
  if (userId === undefined || endsAt <= startsAt) return 0;
  const plans = await loadNamedPlans(ctx, { teamIds, from: startsAt, to: endsAt });
  return plans.reduce((sum, { plan }) => sum + ownPieces(plan, userId, startsAt.getTime(), endsAt.getTime()).length, 0);
}
