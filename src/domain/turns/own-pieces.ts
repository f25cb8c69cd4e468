import type { TeamPlan } from '../oncall/plan.ts';
import { turnsBetween } from '../oncall/turns-between.ts';

/** A piece of somebody's time on call. Epoch milliseconds. */
export interface Piece { level: number; from: number; to: number }

/**
 * Which turns of a person lie inside [from, to), cut to it, by level, then time; one after another they are one. What a
 * pin gives nobody can take over: it wins over every override.
 * @param given only by what the schedule says, not what somebody took over or was put in for
 */
export function ownPieces(plan: TeamPlan, userId: string, from: number, to: number, given: 'all' | 'by schedule' = 'all'): Piece[] {
  const pieces: Piece[] = [];
  if (!plan.active.has(userId)) return pieces;
  for (const turn of turnsBetween(plan, from, to)) {
    if (turn.userId !== userId || turn.by.by === 'pin' || (given === 'by schedule' && turn.by.by === 'override')) continue;
    const before = pieces.at(-1);
    if (before?.level === turn.level && before.to === turn.from) before.to = turn.to;
    else pieces.push({ level: turn.level, from: turn.from, to: turn.to });
  }
  return pieces;
}
