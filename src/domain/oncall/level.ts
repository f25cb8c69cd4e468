import { invalid } from '../../errors.ts';
import { numberFrom } from '../people/well-formed.ts';

/** 1 answers first, 2 is its backup. The guide's entries only know whether they are primary: that is level 1, all else is level 2. */
export const highestLevel = 9;

/** A level from what was said of it. @throws AppError invalid unless it is 1 to 9, or when it and `isPrimary` contradict each other */
export function levelFrom(given: { level?: number | undefined; isPrimary?: boolean | undefined }, otherwise = 1): number {
  const { level, isPrimary } = given;
  if (level === undefined) return isPrimary === undefined ? otherwise : isPrimary ? 1 : Math.max(otherwise, 2);
  if (isPrimary !== undefined && isPrimary !== (level === 1)) throw invalid('schedules.level_contradicts', {}, { fields: { level: { key: 'schedules.level_contradicts' } } });
  return numberFrom(level, 1, highestLevel, 'level');
}
