import type { SampleSignal } from '../ports.ts';
import { invalid } from '../../errors.ts';
import { parseMatchers } from './matchers/parse-matchers.ts';

/**
 * Labels that were typed instead of a payload, as the signal that would carry them.
 * @example labelsSample('alertname=DiskFull env=prod')
 * @throws AppError invalid when they are no labels
 */
export function labelsSample(text: string): SampleSignal {
  const typed = parseMatchers(text);
  const stray = typed.find((matcher) => matcher.op !== '=');
  if (stray !== undefined) throw invalid('sources.bad_matcher', { near: `${stray.label}${stray.op}` }, { fields: { body: { key: 'sources.bad_matcher', params: { near: `${stray.label}${stray.op}` } } } });
  const labels = new Map(typed.map(({ label, value }) => [label, value]));
  return { name: labels.get('alertname') ?? 'test', fingerprint: 'test', severityWord: labels.get('severity')?.toLowerCase(), service: undefined, team: undefined, labels };
}
