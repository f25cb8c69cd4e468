import type { WhyPaged } from '../domain/incidents/why-paged.ts';
import type { Say, TextKey } from '../texts/say.ts';
import { cut, tame } from './notice.ts';
import { targetWords } from './target-words.ts';

const layers = { pin: 'policies.why_pin', override: 'policies.why_override', shift: 'policies.why_shift', rotation: 'policies.why_rotation' } as const satisfies Record<string, TextKey>;
const rules = { default: 'policies.why_default', own: 'policies.why_own', step: 'policies.why_step', reach: 'policies.why_reach' } as const satisfies Record<string, TextKey>;

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? cut(tame(String(value)), 80) : '–');
const oneOf = <K extends string>(value: unknown, keys: Readonly<Record<K, TextKey>>): TextKey | undefined => (typeof value === 'string' && Object.hasOwn(keys, value) ? keys[value as K] : undefined);

/** What led to one page: step, as what they were found, the layer of the schedule, the rule that chose the means. Older pages know less. */
export function whyWords({ name, means, why }: Pick<WhyPaged['pages'][number], 'name' | 'means' | 'why'>, say: Say): string {
  const layer = oneOf(why['by'], layers);
  const rule = oneOf(why['rule'], rules);
  const seconds = Number(why['after'] ?? 0);
  const delay = seconds === 0 ? '' : say('policies.why_after', { n: seconds });
  return [
    say('why.page', { name: word(name), means: say(`cards.means_${means}`), step: word(why['step']), target: targetWords(why['target'], say), team: word(why['team']) }),
    ...(layer === undefined ? [] : [say(layer, { name: word(why['layer']) })]), ...(why['repeat'] === true ? [say('policies.why_again')] : rule === undefined ? [] : [`${say(rule)}${delay === '' ? '' : `, ${delay}`}`]),
  ].join(' · ');
}

/** Which version a run climbs, and that the policy has been changed or deleted since. Empty where there is nothing to say. */
export function versionWords({ version, version_now: now }: Pick<NonNullable<WhyPaged['run']>, 'version' | 'version_now'>, say: Say): string {
  if (version === null) return '';
  const own = say('policies.why_version', { version });
  return now === version ? own : `${own}, ${now === null ? say('policies.why_deleted') : say('policies.why_newer', { version: now })}`;
}
