import { badField } from '../domain/people/well-formed.ts';
import type { WorkingHours } from '../domain/people/schema.ts';
import type { Language } from '../texts/say.ts';

const names: readonly (readonly string[])[] = [['mon', 'lun'], ['tue', 'mar'], ['wed', 'mer'], ['thu', 'jeu'], ['fri', 'ven'], ['sat', 'sam'], ['sun', 'dim']];

function dayOf(word: string): number {
  const typed = word.trim().toLowerCase();
  return /^[1-7]$/.test(typed) ? Number(typed) : names.findIndex((each) => each.some((name) => typed.startsWith(name))) + 1;
}

/** `mon-fri`, `1-5`, `lun,mer`; days that run over Sunday too. Undefined for anything else. */
function daysOf(text: string): number[] | undefined {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [from = 0, to = from, ...rest] = part.split('-').map(dayOf);
    if (from === 0 || to === 0 || rest.length > 0) return undefined;
    for (let day = from; ; day = (day % 7) + 1) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
}
const clock = (typed: string): string => {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:h](\d\d)?)?$/.exec(typed) ?? [];
  return `${hour.padStart(2, '0')}:${minute}`;
};

/**
 * Working hours as people type them; the verb judges the times.
 * @example readWorkingHours('mon-fri 9:00-18:00') // { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }
 * @throws AppError invalid
 */
export function readWorkingHours(typed: string): WorkingHours {
  const text = typed.replaceAll('–', '-').replaceAll(/\s*([-,])\s*/g, '$1').trim();
  const [, dayWords, from, to] = /^(\S+) (\d[\d:h]*)-(\d[\d:h]*)$/i.exec(text) ?? [];
  const days = dayWords === undefined ? undefined : daysOf(dayWords);
  if (days === undefined) throw badField('working_hours', 'people.bad_working_hours');
  return { days, from: clock(from!), to: clock(to!) };
}

/** Working hours as they are shown, and read back by `readWorkingHours`. */
export function sayWorkingHours({ days, from, to }: WorkingHours, language: Language): string {
  const name = (day: number) => names[day - 1]![language === 'fr' ? 1 : 0]!;
  const isRun = days.length > 2 && days.every((day, index) => index === 0 || day === days[index - 1]! + 1);
  return `${isRun ? `${name(days[0]!)}-${name(days.at(-1)!)}` : days.map(name).join(',')} ${from}-${to}`;
}
