import { z } from 'zod';
import { invalid, type AppError } from '../../errors.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import type { WorkingHours } from './schema.ts';

/** The error of one field: said as a sentence and drawn beside the field of a form. */
export const badField = (field: string, key: TextKey, params: TextParams = {}): AppError => invalid(key, params, { fields: { [field]: { key, params } } });

/** @throws AppError invalid unless 1 to `max` characters remain after trimming */
export function nameOfThing(given: string, max = 80, field = 'name'): string {
  const name = given.trim();
  if (name === '' || name.length > max) throw badField(field, 'errors.bad_name', { max });
  return name;
}

/** @throws AppError invalid above `max` characters */
export function freeText(given: string, field: string, max = 2000): string {
  const text = given.trim();
  if (text.length > max) throw badField(field, 'errors.bad_text', { max });
  return text;
}

/** Lower-cased. @throws AppError invalid unless 1–64 of a–z 0–9 . _ - */
export function usernameFrom(given: string): string {
  const username = given.trim().toLowerCase();
  if (!/^[a-z0-9._-]{1,64}$/.test(username)) throw badField('username', 'people.bad_username');
  return username;
}

/** An IANA name in its canonical spelling of letters. @throws AppError invalid */
export function timeZoneFrom(given: string): string {
  const name = given.trim();
  try {
    // Offsets such as +02:00 are accepted by Intl but know no daylight saving.
    if (!/^[a-z]/i.test(name)) throw new RangeError();
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw badField('time_zone', 'errors.bad_time_zone', { name: name.slice(0, 64) });
  }
}

/** @throws AppError invalid */
export function emailFrom(given: string, field = 'email'): string {
  const address = given.trim();
  if (!z.email().max(254).safeParse(address).success) throw badField(field, 'errors.bad_email', { address: address.slice(0, 80) });
  return address;
}

/** E.164, without the blanks and brackets people write. @throws AppError invalid */
export function phoneFrom(given: string, field = 'phone'): string {
  const number = given.replace(/[\s().-]/g, '').replace(/^00/, '+');
  if (!/^\+[1-9]\d{6,14}$/.test(number)) throw badField(field, 'errors.bad_phone', { number: given.trim().slice(0, 40) });
  return number;
}

/** @throws AppError invalid unless `word` is one of `choices`, whatever the case */
export function choiceFrom<const W extends string>(given: string, choices: readonly W[], field: string): W {
  const word = given.trim().toLowerCase();
  const found = choices.find((choice) => choice.toLowerCase() === word);
  if (!found) throw badField(field, 'errors.bad_choice', { word: given.trim().slice(0, 40), choices: choices.join(', ') });
  return found;
}

/** @throws AppError invalid */
export function numberFrom(given: number, min: number, max: number, field: string): number {
  if (!Number.isInteger(given) || given < min || given > max) throw badField(field, 'errors.bad_number', { min, max });
  return given;
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
/** ISO weekdays, each once and in order, and two times of one day. @throws AppError invalid */
export function workingHoursFrom(given: WorkingHours): WorkingHours {
  const days = [...new Set(given.days)].sort((a, b) => a - b);
  const right = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
    && clock.test(given.from) && (clock.test(given.to) || given.to === '24:00') && given.from < given.to;
  if (!right) throw badField('working_hours', 'people.bad_working_hours');
  return { days, from: given.from, to: given.to };
}
