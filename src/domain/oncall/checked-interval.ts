import { badField } from '../people/well-formed.ts';

/** Half-open: the end belongs to whoever comes next. */
export interface Interval { startsAt: Date; endsAt: Date }

const dayMs = 86_400_000;
/** What is longer is a slip of the year, or meant to be a rotation of one person. */
export const longestTurnDays = 366;

/** An entry of the schedule or an override as it may stand: it ends after it starts, and within a year. @throws AppError invalid, beside `to` */
export function checkedInterval({ startsAt, endsAt }: Interval): Interval {
  const length = endsAt.getTime() - startsAt.getTime();
  if (length <= 0) throw badField('to', 'schedules.end_before_start', { from: startsAt.toISOString(), to: endsAt.toISOString() });
  if (length > longestTurnDays * dayMs) throw badField('to', 'schedules.too_long', { n: Math.round(length / dayMs), max: longestTurnDays });
  return { startsAt, endsAt };
}
