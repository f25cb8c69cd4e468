import type { SampleSignal } from '../ports.ts';
import type { Directory, PreparedRule, PreparedSource } from './directory.ts';
import { labelsOf } from './labels-of.ts';
import { firstFailing, type Matcher } from './matchers/matcher.ts';
import { placeSignal, type Placing } from './place-signal.ts';

/** One rule that was tried: it matched, or failed at a matcher because the label was something else. */
export type Tried = { rule: PreparedRule; hit: true } | { rule: PreparedRule; hit: false; failed: Matcher; actual: string };

/** What `/rule test` shows of one alert: the rules in the order they were tried, and the outcome. */
export interface Explanation { signal: SampleSignal; tried: readonly Tried[]; placing: Placing }

/** Like `placeSignal`, with every rule up to the first match and why it did or did not. */
export function explainPlacing(signal: SampleSignal, source: PreparedSource, directory: Directory): Explanation {
  const labels = labelsOf(signal);
  const tried: Tried[] = [];
  for (const rule of source.rules) {
    const failed = firstFailing(rule.matchers, labels);
    if (!failed) {
      tried.push({ rule, hit: true });
      break;
    }
    const { label, op, value } = failed;
    tried.push({ rule, hit: false, failed: { label, op, value }, actual: labels.get(label) ?? '' });
  }
  return { signal, tried, placing: placeSignal(signal, source, directory) };
}
