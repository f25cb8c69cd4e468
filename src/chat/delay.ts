import { z } from 'zod';
import { invalid } from '../errors.ts';
import { register, type Labelled } from './option-info.ts';

const units = { s: 1, min: 60, h: 3600 };
const written = /^(\d{1,5})\s*(s|secs?|seconds?|secondes?|m|mins?|minutes?|h|hours?|heures?)$/i;
const atOnce = /^(?:now|at once|0|immédiat|tout de suite)$/i;

/** A wait as it is typed: `now`, `90 s`, `2 min`, `1h`; a number alone is minutes. @returns seconds; undefined: not one */
function readDelay(typed: string): number | undefined {
  const words = typed.trim();
  if (atOnce.test(words)) return 0;
  if (/^\d{1,4}$/.test(words)) return Number(words) * 60;
  const [, number = '', unit = ''] = written.exec(words) ?? [];
  if (number === '') return undefined;
  const first = unit.toLowerCase()[0];
  return Number(number) * (first === 's' ? units.s : first === 'h' ? units.h : units.min);
}

/** A wait, in seconds. By position it needs its unit, since a number alone may be something else. */
export const delay = (settings: Labelled) => register(z.number().int().min(0).max(86_400), {
  kind: 'text', fits: (word) => written.test(word) || atOnce.test(word),
  read: (typed) => {
    const seconds = readDelay(typed);
    if (seconds === undefined || seconds > 86_400) throw invalid('reach.bad_delay', { word: typed.slice(0, 40) });
    return seconds;
  },
  ...settings,
});
