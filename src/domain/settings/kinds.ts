import { z } from 'zod';
import { severities } from '../severity.ts';

const yes = new Set(['true', 'yes', 'on', 'oui', '1']);
const no = new Set(['false', 'no', 'off', 'non', '0']);

/** A whole number; typed text counts. */
export const wholeNumber = (min: number, max: number) => z.preprocess(
  (given) => (typeof given === 'string' && /^\s*\d+\s*$/.test(given) ? Number(given) : given),
  z.int().min(min).max(max),
);

/** Yes or no, in either language. */
export const switched = z.preprocess((given) => {
  const word = typeof given === 'string' ? given.trim().toLowerCase() : given;
  return typeof word !== 'string' ? word : yes.has(word) ? true : no.has(word) ? false : word;
}, z.boolean());

/** One of a few words, whatever the case. */
export const oneOf = <const W extends string>(words: readonly W[]) => z.preprocess(
  (given) => (typeof given === 'string' ? given.trim().toLowerCase() : given),
  z.enum(words),
);

const severity = z.preprocess((given) => {
  const word = typeof given === 'string' ? given.trim().toUpperCase() : given;
  return severities.find((name) => name === word || name.slice(0, 4) === word) ?? word;
}, z.enum(severities));

/** Severities, long or short, as a list or with commas; `none` for none. */
export const severityList = z.preprocess((given) => {
  if (typeof given !== 'string') return given;
  return given.trim().toLowerCase() === 'none' ? [] : given.split(/[,\s]+/).filter((word) => word !== '');
}, z.array(severity).transform((list) => [...new Set(list)].sort()));

/** A place to speak in, `platform:id`; empty for none. */
export const channel = z.string().trim().regex(/^((slack|discord|console):[\w-]{1,100})?$/);

/** Discord roles and the groups they stand for, as a list or with commas: `ROLE_ID=Group`; `none` for none. */
export const roleGroups = z.preprocess((given) => {
  if (typeof given !== 'string') return given;
  return given.trim().toLowerCase() === 'none' ? [] : given.split(/[,\n]/).map((pair) => pair.trim().replace(/^<@&(\d+)>/, '$1').replaceAll(/\s*=\s*/g, '=')).filter((pair) => pair !== '');
}, z.array(z.string().regex(/^\d{1,20}=[^=\s][^=]{0,79}$/)).transform((list) => [...new Set(list)]));

const cronRanges = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]] as const;
function fitsCron(text: string): boolean {
  const fields = text.split(' ');
  return fields.length === 5 && fields.every((field, index) => field.split(',').every((part) => {
    const [, star, from, to, every] = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const [min, max] = cronRanges[index]!;
    const inRange = (word: string | undefined) => word === undefined || (Number(word) >= min && Number(word) <= max);
    const ordered = to === undefined || Number(from) <= Number(to);
    return (star ?? from) !== undefined && inRange(from) && inRange(to) && ordered && every !== '0' && every !== '00';
  }));
}
/** When a scheduled job runs: minute, hour, day, month, weekday, as in crontab(5), numbers only. */
export const cron = z.string().trim().transform((text) => text.replace(/\s+/g, ' ')).refine(fitsCron);
