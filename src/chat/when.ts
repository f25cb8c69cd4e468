import type { Language } from '../texts/say.ts';
import { readDay } from './when-day.ts';

/** How typed words are read: in the speaker's zone, at this instant. */
export interface Reading { now: Date; timeZone: string; language: Language }

const unitMs: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sec|secs|seconds?|secondes?)$/, 1000],
  [/^(?:m|min|mins|minutes?)$/, 60_000],
  [/^(?:h|hrs?|hours?|heures?)$/, 3_600_000],
  [/^(?:d|days?|j|jours?)$/, 86_400_000],
  [/^(?:w|weeks?|semaines?)$/, 604_800_000],
];
const quantity = /(\d{1,6}(?:[.,]\d{1,3})?)\s*(\p{L}+)?/gu;
/** No typed length of time is longer: a year. */
const longestMs = 366 * 86_400_000;

const plain = (typed: string): string => typed.trim().toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ');

/**
 * A length of time in milliseconds: `30m`, `2h`, `1h30`, `1 h 30 min`, `90 minutes`, `2 heures`, `3 jours`.
 * Undefined when the words are none.
 * @example readLength('1h30') // 5400000
 */
export function readLength(typed: string): number | undefined {
  const words = plain(typed).replace(/^(?:for|in|dans|pour|pendant) /, '');
  if (words.length > 60 || words.replaceAll(quantity, '').trim() !== '') return undefined;
  let sum = 0;
  let lastUnit = 0;
  for (const [, number, unit] of words.matchAll(quantity)) {
    // `1h30`: a number alone after hours is minutes. A number alone is no length.
    const size = unit === undefined ? (lastUnit === 3_600_000 ? 60_000 : undefined) : unitMs.find(([name]) => name.test(unit))?.[1];
    if (size === undefined) return undefined;
    lastUnit = size;
    sum += Number(number!.replace(',', '.')) * size;
  }
  return sum > 0 && sum <= longestMs ? Math.round(sum) : undefined;
}

const prepositions = /^(?:until|till|til|to|at|on|from|jusqu'(?:à|a|au)|à partir de|à|le|du|au|de|dès) /;
const clockWords = /^(\d{1,2})(?:[:h](\d\d)(?::\d\d)?|h)?\s*(am|pm)?$/;

/** A time of day: `9:00`, `09:00`, `9h`, `9h30`, `9am`, `noon`, `midi`. */
export function readClock(words: string): Temporal.PlainTime | undefined {
  if (words === 'noon' || words === 'midi') return new Temporal.PlainTime(12);
  if (words === 'midnight' || words === 'minuit') return new Temporal.PlainTime(0);
  const [, typedHour, minute, half] = clockWords.exec(words) ?? [];
  if (typedHour === undefined || /^\d+$/.test(words)) return undefined;
  const hour = half === undefined ? Number(typedHour) : (Number(typedHour) % 12) + (half === 'pm' ? 12 : 0);
  const inOrder = half === undefined || (Number(typedHour) >= 1 && Number(typedHour) <= 12);
  return inOrder && hour < 24 && Number(minute ?? 0) < 60 ? new Temporal.PlainTime(hour, Number(minute ?? 0)) : undefined;
}

/**
 * An instant as people type it, in English and French: `16:00`, `tomorrow 9:00`, `demain à 9h`, `2026-11-23 09:00`,
 * `monday 8:00`, `25 dec 9:00`, `30m`, `2h`, `until 09:00`, `now`, or ISO 8601 with a zone. A time alone, a weekday or a
 * day without its year is its next occurrence, or its last one when `towards` is the past; on the night the clocks
 * change the earlier of two readings counts, and one that is skipped comes as much later (`skippedTime` tells).
 * Undefined when the words are none.
 */
export function readInstant(typed: string, at: Reading, towards: 'future' | 'past' = 'future'): Date | undefined {
  const words = wordsOf(typed);
  if (words === undefined) return undefined;
  if (words === 'now' || words === 'maintenant') return at.now;
  if (/^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)$/.test(words)) {
    const exact = new Date(words.toUpperCase());
    return Number.isNaN(exact.getTime()) ? undefined : exact;
  }
  const length = readLength(words);
  if (length !== undefined) return new Date(at.now.getTime() + (towards === 'future' ? length : -length));
  const local = localTime(words, at, towards);
  return local && new Date(local.toZonedDateTime(at.timeZone).epochMilliseconds);
}

/** Whether a day is typed without a time: `31 dec`, `monday`, `2026-12-31`. */
export function isDayAlone(typed: string): boolean {
  const words = wordsOf(typed);
  return words !== undefined && readDay(words.replace(prepositions, ''), Temporal.PlainDate.from('2000-01-01')) !== undefined;
}

/** Where the typed time is one that the clocks skip in spring: the next that there is. */
export function skippedTime(typed: string, at: Reading, towards: 'future' | 'past' = 'future'): Date | undefined {
  const words = wordsOf(typed);
  const local = words === undefined || readLength(words) !== undefined ? undefined : localTime(words, at, towards);
  if (local === undefined || local.toZonedDateTime(at.timeZone).toPlainDateTime().equals(local)) return undefined;
  const before = local.toZonedDateTime(at.timeZone, { disambiguation: 'earlier' });
  return new Date(before.getTimeZoneTransition('next')!.epochMilliseconds);
}

function wordsOf(typed: string): string | undefined {
  const words = plain(typed).replace(/ ago$/, '').replace(/^il y a /, '');
  return words.length > 60 ? undefined : words;
}

/** What the speaker's clock shows at the time that is meant. */
function localTime(words: string, at: Reading, towards: 'future' | 'past'): Temporal.PlainDateTime | undefined {
  const way = towards === 'future' ? 1 : -1;
  const now = Temporal.Instant.fromEpochMilliseconds(at.now.getTime()).toZonedDateTimeISO(at.timeZone);
  const today = now.toPlainDate();
  const passed = (local: Temporal.PlainDateTime) => Temporal.ZonedDateTime.compare(local.toZonedDateTime(at.timeZone), now) * way <= 0;
  const bare = words.replace(prepositions, '').replace(/^(\d{4}-\d\d-\d\d)t/, '$1 ');
  const alone = readClock(bare);
  if (alone !== undefined) {
    const here = today.toPlainDateTime(alone);
    return passed(here) ? today.add({ days: way }).toPlainDateTime(alone) : here;
  }
  const parts = bare.split(' ');
  for (let count = Math.min(3, parts.length); count > 0; count--) {
    const day = readDay(parts.slice(0, count).join(' '), today);
    const rest = parts.slice(count).join(' ').replace(prepositions, '');
    const clock = rest === '' ? new Temporal.PlainTime(0) : readClock(rest);
    if (day === undefined || clock === undefined) continue;
    const here = day.date.toPlainDateTime(clock);
    return day.again !== undefined && passed(here) ? day.date.add(way === 1 ? day.again : Temporal.Duration.from(day.again).negated()).toPlainDateTime(clock) : here;
  }
  return undefined;
}
