export type Severity = 'SEV1_CRITICAL' | 'SEV2_HIGH' | 'SEV3_MEDIUM' | 'SEV4_LOW';

/** The words of spec §4; a source may say more, or say them differently. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'SEV1_CRITICAL'],
  ['fatal', 'SEV1_CRITICAL'],
  ['p1', 'SEV1_CRITICAL'],
  ['error', 'SEV2_HIGH'],
  ['high', 'SEV2_HIGH'],
  ['p2', 'SEV2_HIGH'],
  ['warning', 'SEV3_MEDIUM'],
  ['medium', 'SEV3_MEDIUM'],
  ['p3', 'SEV3_MEDIUM'],
  ['info', 'SEV4_LOW'],
  ['low', 'SEV4_LOW'],
  ['p4', 'SEV4_LOW'],
  ['p5', 'SEV4_LOW'],
]);
const BY_NUMBER: readonly Severity[] = ['SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW'];

export interface SeverityRules {
  /** The source's own words, lower-case; they win over the built-in ones. */
  words: Readonly<Record<string, Severity>>;
  defaultSeverity: Severity;
}

/**
 * What a tool's severity word means here. `sev2`, `SEV-2` and `SEV2_HIGH` are understood;
 * absent, `none` and unknown words are the source's default.
 * @example severityOf('fatal', { words: {}, defaultSeverity: 'SEV3_MEDIUM' }) // 'SEV1_CRITICAL'
 */
export function severityOf(word: string | undefined, rules: SeverityRules): Severity {
  const said = word?.trim().toLowerCase();
  if (!said) return rules.defaultSeverity;
  if (Object.hasOwn(rules.words, said)) return rules.words[said]!;
  const number = /^sev[\s_-]?([1-4])(?:[\s_-](?:critical|high|medium|low))?$/.exec(said)?.[1];
  return (number === undefined ? WORDS.get(said) : BY_NUMBER[+number - 1]) ?? rules.defaultSeverity;
}
