/** Worst first. As text the worst is also the smallest, which is how the database compares them. */
export const severities = ['SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW'] as const;
export type Severity = (typeof severities)[number];

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

/** `SEV2` for `SEV2_HIGH`: what first lines and tables have room for. */
export const shortSeverity = (severity: Severity): string => severity.slice(0, 4);
