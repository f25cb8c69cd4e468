import type { Context } from '../../context.ts';
import { databaseNow } from '../clock.ts';
import { loadNamedPlans } from '../oncall/load-plans.ts';
import { teamsWith } from '../people/teams-with.ts';
import { ownPieces, type Piece } from './own-pieces.ts';

export interface NextTurn extends Piece { teamId: string; teamName: string }

const aheadMs = 120 * 86_400_000;

/**
 * A person's next turn that they may give away, of all teams or some; the one that runs now when no other comes within
 * 120 days. Asks no permission. @returns undefined when there is none
 */
export async function nextTurn(ctx: Context, userId: string, teamIds?: readonly string[]): Promise<NextTurn | undefined> {
  const from = await databaseNow(ctx);
  const now = from.getTime();
  const plans = await loadNamedPlans(ctx, { teamIds: teamIds ?? await teamsWith(ctx, userId, from), from, to: new Date(now + aheadMs) });
  const turns = plans.flatMap(({ plan, teamName }) => ownPieces(plan, userId, now, now + aheadMs).map((piece) => ({ ...piece, teamId: plan.teamId, teamName }))).toSorted((one, other) => one.from - other.from);
  return turns.find((turn) => turn.from > now) ?? turns[0];
}
