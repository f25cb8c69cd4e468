import { compilePattern } from './compile.ts';

export const operators = ['=', '!=', '=~', '!~'] as const;
export type Operator = (typeof operators)[number];

/** One condition on a label, as rules and silences store it. An absent label counts as empty. */
export interface Matcher { label: string; op: Operator; value: string }

/** Whatever answers for labels by name: a Map of them, or a view of a signal. */
export interface Labels { get(name: string): string | undefined }

/** Matchers made ready to be tried often. */
export interface PreparedMatcher extends Matcher { test(value: string): boolean }

/** @throws BadPattern for a regular expression that is not understood */
export function prepareMatcher(matcher: Matcher): PreparedMatcher {
  const { op, value } = matcher;
  switch (op) {
    case '=': return { ...matcher, test: (actual) => actual === value };
    case '!=': return { ...matcher, test: (actual) => actual !== value };
    case '=~': return { ...matcher, test: compilePattern(value) };
    case '!~': {
      const matched = compilePattern(value);
      return { ...matcher, test: (actual) => !matched(actual) };
    }
  }
}

/** The first matcher that the labels fail, or undefined when they fulfil all. */
export function firstFailing(matchers: readonly PreparedMatcher[], labels: Labels): PreparedMatcher | undefined {
  for (const matcher of matchers) if (!matcher.test(labels.get(matcher.label) ?? '')) return matcher;
  return undefined;
}

/**
 * Do the labels fulfil every matcher? No matchers match everything.
 * @example matches([prepareMatcher({ label: 'env', op: '=~', value: 'prod|live' })], new Map([['env', 'prod']])) // true
 */
export const matches = (matchers: readonly PreparedMatcher[], labels: Labels): boolean => firstFailing(matchers, labels) === undefined;
