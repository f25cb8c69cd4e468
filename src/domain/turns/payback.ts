import type { Tx } from '../../context.ts';
import { insertOverride } from '../oncall/insert-override.ts';
import { loadPlans } from '../oncall/load-plans.ts';
import type { TeamPlan } from '../oncall/plan.ts';
import type { Cover } from './cover.ts';
import { ownPieces } from './own-pieces.ts';

const aheadMs = 120 * 86_400_000;
/** Half as long, or half as long again, is comparable. */
const slack = 0.5;

/**
 * The turn that comes back for one of `length` milliseconds: the next that the taker has by the schedule at that level
 * and is about as long, whole; of a longer one its beginning. Undefined when there is none in [after, until).
 */
export function paybackTurn(plan: TeamPlan, { level, takerId, length }: { level: number; takerId: string; length: number }, after: number, until: number): { from: number; to: number } | undefined {
  // What runs already, or is cut off at the end, is no whole turn.
  const turns = ownPieces(plan, takerId, after, until, 'by schedule').filter((turn) => turn.level === level && turn.from > after && turn.to < until);
  const turn = turns.find(({ from, to }) => to - from >= length * (1 - slack));
  return turn && { from: turn.from, to: turn.to - turn.from <= length * (1 + slack) ? turn.to : turn.from + length };
}

/** Gives whoever asked the taker's next such turn. The caller has locked the team. @returns undefined when there is none within 120 days */
export async function payBack(tx: Tx, cover: Cover, takerId: string): Promise<{ startsAt: Date; endsAt: Date } | undefined> {
  const now = tx.now.getTime();
  const plan = (await loadPlans(tx, { teamIds: [cover.teamId], from: tx.now, to: new Date(now + aheadMs) })).get(cover.teamId)!;
  const turn = paybackTurn(plan, { level: cover.level, takerId, length: cover.endsAt.getTime() - cover.startsAt.getTime() }, now, now + aheadMs);
  if (turn === undefined) return undefined;
  const interval = { startsAt: new Date(turn.from), endsAt: new Date(turn.to) };
  // The turn is the taker's: whatever override stands there is one of somebody who is gone.
  await insertOverride(tx, { teamId: cover.teamId, level: cover.level, userId: cover.userId, ...interval, coverId: cover.id, isPayback: true, replace: true });
  return interval;
}
