import { invalid } from '../../errors.ts';
import type { Severity } from '../severity.ts';
import { severityNamed } from '../services/severity.ts';

const most = 100;
const longest = 64;

/** What the words of common tools mean here (spec §4). */
const productWords: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ...['critical', 'fatal', 'p1', 'sev1'].map((word) => [word, 'SEV1_CRITICAL'] as const),
  ...['error', 'high', 'p2', 'sev2'].map((word) => [word, 'SEV2_HIGH'] as const),
  ...['warning', 'medium', 'p3', 'sev3'].map((word) => [word, 'SEV3_MEDIUM'] as const),
  ...['info', 'low', 'p4', 'p5', 'sev4'].map((word) => [word, 'SEV4_LOW'] as const),
  ...(['SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW'] as const).map((name) => [name.toLowerCase(), name] as const),
]);

/**
 * What a tool's severity word means: the source's own table, then the product's.
 * Undefined for absent, `none` and unknown words: the source's default counts then.
 * @param own words in lower case
 */
export function severityOfWord(word: string | undefined, own: ReadonlyMap<string, Severity>): Severity | undefined {
  if (word === undefined) return undefined;
  const said = word.trim().toLowerCase();
  return own.get(said) ?? productWords.get(said.replace(/^sev[-_ ](?=\d)/, 'sev'));
}

/** A source's own table as an admin gives it: word → severity, both in any case. @throws AppError invalid */
export function checkedSeverityWords(given: Readonly<Record<string, string>>): Record<string, Severity> {
  const words = Object.entries(given);
  return Object.fromEntries(words.map(([word, meaning]) => {
    const said = word.trim().toLowerCase();
    const severity = severityNamed(meaning);
    if (said === '' || said.length > longest || severity === undefined || words.length > most) {
      const problem = { key: 'sources.bad_severity_word', params: { word: word.slice(0, longest), severity: meaning.slice(0, longest) } } as const;
      throw invalid(problem.key, problem.params, { fields: { severity_words: problem } });
    }
    return [said, severity] as const;
  }));
}
