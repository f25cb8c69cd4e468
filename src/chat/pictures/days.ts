import { night } from '../../domain/night.ts';
import type { Language } from '../../texts/say.ts';

/** A day on the clock of a zone; it has 23 or 25 hours twice a year. Instants are epoch milliseconds. */
export interface Day { from: number; to: number; label: string; isWeekend: boolean; nights: readonly { from: number; to: number }[] }

/** `count` days from the one in which `first` lies, with their nights (22 to 7 o'clock there). */
export function daysFrom(first: number, count: number, zone: string, language: Language): Day[] {
  const begin = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone).startOfDay();
  const name = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: zone, weekday: 'short', day: 'numeric' });
  return Array.from({ length: count }, (_, at): Day => {
    const day = begin.add({ days: at });
    const [from, to] = [day, day.add({ days: 1 }).startOfDay()].map((it) => it.epochMilliseconds) as [number, number];
    const oClock = (hour: number): number => day.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).epochMilliseconds;
    return { from, to, label: name.format(from + (to - from) / 2), isWeekend: day.dayOfWeek > 5, nights: [{ from, to: oClock(night.to) }, { from: oClock(night.from), to }] };
  });
}
