import { badField } from '../domain/people/well-formed.ts';
import type { Hours, RotationUnit } from '../domain/oncall/plan.ts';
import type { Language, Say } from '../texts/say.ts';
import { readClock } from './when.ts';
import { readWeekday } from './when-day.ts';
import { readWorkingHours, sayWorkingHours } from './working-hours.ts';

const units: readonly (readonly [RegExp, RotationUnit])[] = [
  [/^(?:h|hrs?|hours?|heures?|hourly)$/, 'hours'], [/^(?:d|days?|daily|j|jours?|quotidien(?:ne)?)$/, 'days'], [/^(?:w|weeks?|weekly|sem|semaines?|hebdomadaire)$/, 'weeks'],
];

/** How long a turn is, as people type it: `1 week`, `2 semaines`, `daily`, `12h`. @throws AppError invalid */
export function readEvery(typed: string): { every: number; unit: RotationUnit } {
  const [, count, word] = /^(?:every |chaque |tous les |toutes les )?(\d{1,4})?\s*([a-zé]+)$/.exec(typed.trim().toLowerCase()) ?? [];
  const unit = units.find(([name]) => name.test(word ?? ''))?.[1];
  if (unit === undefined) throw badField('every', 'schedules.bad_every', { word: typed.slice(0, 40) });
  return { every: Number(count ?? 1), unit };
}

/** When a turn ends on the clock: `monday 09:00`, `lundi 9h`, `09:00`. @throws AppError invalid */
export function readHandover(typed: string): { handoverTime: string; handoverDay?: number } {
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace(/ (?:at|à) /, ' ');
  const [first = '', ...rest] = words.split(' ');
  const day = readWeekday(first);
  const clock = readClock(day === undefined ? words : rest.join(' '));
  if (clock === undefined) throw badField('handover', 'schedules.bad_handover', { word: typed.slice(0, 40) });
  return { handoverTime: clock.toString({ smallestUnit: 'minute' }), ...(day === undefined ? {} : { handoverDay: day }) };
}

/** When a rotation answers at all: `mon-fri 18:00-09:00; sat,sun 00:00-24:00`. @throws AppError invalid */
export function readHours(typed: string): Hours[] {
  try {
    return typed.split(';').map((part) => part.trim()).filter((part) => part !== '').map(readWorkingHours);
  } catch {
    throw badField('hours', 'schedules.bad_hours');
  }
}
/** Hours that were typed without saying morning or afternoon, and were read as a night: `9-5`. Undefined: none were. */
export function doubtfulHours(typed: string): { typed: string; read: string; meant: string } | undefined {
  for (const [words, from, to] of typed.matchAll(/(?<![\d:h])(\d{1,2})\s*[-–]\s*(\d{1,2})(?=\s*(?:;|$))/g)) {
    const [begins, ends] = [Number(from), Number(to)];
    if (begins > 12 || ends > 12 || ends > begins || ends === 0) continue;
    const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
    return { typed: words, read: `${clock(begins)}-${clock(ends)}`, meant: `${clock(begins)}-${clock(ends % 12 + 12)}` };
  }
  return undefined;
}
export const sayHours = (hours: readonly Hours[], language: Language): string => hours.map(({ days, from, to }) => sayWorkingHours({ days: [...days], from, to }, language)).join('; ');

export const sayEvery = ({ every, unit }: { every: number; unit: RotationUnit }, say: Say): string => say(`schedules.every_${unit}`, { n: every });

/** The day and time, as `readHandover` reads them. */
export function sayHandover({ handoverDay, handoverTime }: { handoverDay: number | null; handoverTime: string }, language: Language): string {
  // A Monday, and the days that follow.
  const day = handoverDay === null ? undefined : new Date(Date.UTC(2024, 0, handoverDay));
  return `${day === undefined ? '' : `${new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(day)} `}${handoverTime}`;
}
