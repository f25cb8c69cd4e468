import { badField } from '../domain/people/well-formed.ts';
import { instantFrom } from './options.ts';
import { readLength, type Reading } from './when.ts';

/** Nobody means an end further away without saying its year, and it lies closer before its beginning than after. */
const longestUnsaidMs = 183 * 86_400_000;

/**
 * The end of something, typed beside its beginning: `8h`, `monday 9:00`, `3 jan`. A day that comes before the beginning
 * is one of the next year only where that is the nearer of the two, as of holidays: `31 dec` – `1 dec` is a slip.
 * @throws AppError invalid: no instant; a time that the clocks skip; reversed, with how to write what is meant
 */
export function endFrom(typed: string, startsAt: Date, at: Omit<Reading, 'now'>): Date {
  const end = instantFrom(typed, { ...at, now: startsAt });
  const year = (instant: Date): number => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(at.timeZone).year;
  const isUnsaid = !/\d{4}/.test(typed) && readLength(typed) === undefined;
  if (isUnsaid && end.getTime() - startsAt.getTime() > longestUnsaidMs && year(end) > year(startsAt)) {
    throw badField('to', 'turns.reversed', { word: typed.trim(), year: year(end), from: startsAt.toISOString() });
  }
  return end;
}
