import { loudEverySeconds, type Attempt } from './means.ts';

/** Seconds; after these the ladder has begun anew (spec §7). */
const longest = 15 * 60;

/**
 * By the default rule whoever does not answer is rung on every two minutes, by call where there is a number for it, else
 * by SMS (spec §7). What is planned here is not sent once the run's next step was carried out.
 */
export function repeatsOf(attempts: readonly Attempt[]): Attempt[] {
  const loud = attempts.filter(({ means, rule }) => rule === 'default' && (means === 'SMS' || means === 'VOICE'));
  const calls = loud.filter(({ means }) => means === 'VOICE');
  const again = calls.length > 0 ? calls : loud;
  if (again.length === 0) return [];
  const repeats: Attempt[] = [];
  for (let at = Math.max(...loud.map(({ afterSeconds }) => afterSeconds)) + loudEverySeconds; at < longest; at += loudEverySeconds) repeats.push({ ...again[repeats.length % again.length]!, afterSeconds: at });
  return repeats;
}
