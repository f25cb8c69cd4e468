import type { WorkingHours } from '../people/schema.ts';
import { inWorkingHours } from '../services/working-hours.ts';

/** The next instant at which working hours begin, or `from` itself within them; undefined when no day is a working day. */
export function nextWorkingMoment(hours: WorkingHours, zone: string, from: Date): Date | undefined {
  if (inWorkingHours(hours, zone, from)) return from;
  const start = Temporal.PlainTime.from(hours.from);
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; days <= 8; days++) {
    const begins = today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: start });
    if (hours.days.includes(begins.dayOfWeek) && begins.epochMilliseconds > from.getTime()) return new Date(begins.epochMilliseconds);
  }
  return undefined;
}
