import type { WorkingHours } from '../people/schema.ts';

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/**
 * Is the instant within these hours, read off a wall clock in `zone` (IANA name)? From is in, to is out.
 * Hours that end at or before their beginning run over midnight and belong to the day on which they began;
 * equal ends are the whole day. On the day the clocks change the wall clock still decides.
 */
export function inWorkingHours(hours: WorkingHours, zone: string, instant: Date): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  const minute = local.hour * 60 + local.minute;
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  const today = hours.days.includes(local.dayOfWeek);
  if (from < to) return today && minute >= from && minute < to;
  const yesterday = hours.days.includes(local.dayOfWeek === 1 ? 7 : local.dayOfWeek - 1);
  return (today && minute >= from) || (yesterday && minute < to);
}
