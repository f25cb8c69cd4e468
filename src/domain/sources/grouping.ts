import { invalid } from '../../errors.ts';

/** By what, besides the service, alerts become one incident (spec §4). */
export type Grouping =
  | { by: 'service' }
  /** Every alert is an incident of its own. */
  | { by: 'alert' }
  /** `service+alertname` is the label `alertname` alone. */
  | { by: 'labels'; labels: readonly string[] };

const mostLabels = 10;

/**
 * Reads `service`, `service+alertname`, `alert` or `labels:a,b`; undefined for anything else.
 * @example readGrouping('labels:zone, cluster') // { by: 'labels', labels: ['zone', 'cluster'] }
 */
export function readGrouping(text: string): Grouping | undefined {
  const word = text.trim();
  switch (word.toLowerCase()) {
    case 'service': return { by: 'service' };
    case 'service+alertname': return { by: 'labels', labels: ['alertname'] };
    case 'alert': return { by: 'alert' };
    default: {
      const [, listed] = /^labels:(.+)$/is.exec(word) ?? [];
      const labels = [...new Set((listed ?? '').split(',').map((label) => label.trim()))];
      const isSound = labels.length <= mostLabels && labels.every((label) => label !== '' && label.length <= 200 && !/[\s"{}=]/.test(label));
      return listed !== undefined && isSound ? { by: 'labels', labels } : undefined;
    }
  }
}

/** A grouping as it is stored, in its one spelling. @throws AppError invalid */
export function checkedGrouping(text: string): string {
  const grouping = readGrouping(text);
  if (grouping === undefined) {
    const problem = { key: 'sources.bad_grouping', params: { value: text.slice(0, 100) } } as const;
    throw invalid(problem.key, problem.params, { fields: { grouping: problem } });
  }
  if (grouping.by !== 'labels') return grouping.by;
  return /^service\+/i.test(text.trim()) ? 'service+alertname' : `labels:${grouping.labels.join(',')}`;
}
