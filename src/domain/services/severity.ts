import { severities, type Severity } from '../severity.ts';

/**
 * The severity that a person typed, whatever the case: the whole name, `SEV2`, `HIGH` or `2`.
 * @example severityNamed('sev2') // 'SEV2_HIGH'
 */
export function severityNamed(word: string): Severity | undefined {
  const typed = word.trim().toUpperCase();
  return severities.find((name, i) => {
    const [short, adjective] = name.split('_');
    return typed === name || typed === short || typed === adjective || typed === String(i + 1);
  });
}
