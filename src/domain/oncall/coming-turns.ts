import type { Context } from '../../context.ts';
import { databaseNow } from '../clock.ts';
import type { RotationLine } from './find-rotation.ts';
import { listTurns, type TurnLine } from './list-turns.ts';

const unitMs = { hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 };
const longestMs = 366 * unitMs.days;

/** Who answers at a rotation's level while its next few turns last, a year at most. @throws AppError forbidden */
export async function comingTurns(ctx: Context, { teamId, level, every, unit, startsAt }: RotationLine): Promise<TurnLine[]> {
  const from = await databaseNow(ctx);
  const begin = Math.max(from.getTime(), startsAt.getTime());
  const to = Math.min(begin + Math.max(5 * every * unitMs[unit], 14 * unitMs.days), from.getTime() + longestMs);
  return listTurns(ctx, { teamIds: [teamId], level, from, to: new Date(to) });
}
