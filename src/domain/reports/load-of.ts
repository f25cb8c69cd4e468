import { night } from '../night.ts';

/** Somebody answered from an instant until another, epoch milliseconds. */
export interface Carried { userId: string; level: number; from: number; to: number }
/** Somebody was paged. */
export interface Rung { userId: string; at: Date }
export interface LoadedPerson { userId: string; username: string; /** IANA name: whose nights are counted. */ zone: string }
export interface Load extends LoadedPerson {
  /** Of any level. */
  turns: number;
  /** At the first level. */
  hours: number;
  /** Nights (22 to 7 o'clock) with at least an hour at the first level. */
  nights: number;
  pages: number;
  /** Of these pages, those between 22 and 7 o'clock. */
  nightPages: number;
}

const hour = 3_600_000;

/** What each carried, whoever had most nights first. Hours of sleep are those of the person's own clock (spec §12). Pure. */
export function loadOf(people: readonly LoadedPerson[], turns: readonly Carried[], rung: readonly Rung[]): Load[] {
  return people.map((person): Load => {
    const mine = turns.filter(({ userId }) => userId === person.userId);
    const first = mine.filter(({ level }) => level === 1);
    const pages = rung.filter(({ userId }) => userId === person.userId);
    return {
      ...person, turns: mine.length, hours: Math.round(first.reduce((sum, { from, to }) => sum + to - from, 0) / hour), nights: nightsIn(first, person.zone),
      pages: pages.length, nightPages: pages.filter(({ at }) => isNight(at, person.zone)).length,
    };
  }).sort((a, b) => b.nights - a.nights || b.nightPages - a.nightPages || b.pages - a.pages || b.hours - a.hours);
}

function nightsIn(turns: readonly Carried[], zone: string): number {
  const carried = new Map<string, number>();
  for (const { from, to } of turns) {
    let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
    for (;;) {
      const [begins, ends] = [at(date, night.from, zone), at(date.add({ days: 1 }), night.to, zone)];
      if (begins >= to) break;
      const shared = Math.min(to, ends) - Math.max(from, begins);
      if (shared > 0) carried.set(date.toString(), (carried.get(date.toString()) ?? 0) + shared);
      date = date.add({ days: 1 });
    }
  }
  return [...carried.values()].filter((shared) => shared >= hour).length;
}
const at = (date: Temporal.PlainDate, oClock: number, zone: string): number => date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: oClock }) }).epochMilliseconds;

function isNight(instant: Date, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).hour;
  return local >= night.from || local < night.to;
}
