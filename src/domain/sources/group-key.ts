import { createHash } from 'node:crypto';
import type { Grouping } from './grouping.ts';
import type { Labels } from './matchers/matcher.ts';

/** An index entry has to fit into a page, and people read these. */
const longest = 255;

/** Values may contain what separates them; different values must not make one key. */
const escaped = (value: string): string => (/[\\|=]/.test(value) ? value.replace(/[\\|=]/g, '\\$&') : value);

/** At most 255 characters: what is longer keeps its readable beginning and ends with its hash. */
function boundedKey(key: string): string {
  if (key.length <= longest) return key;
  return `${key.slice(0, longest - 65).toWellFormed()}#${createHash('sha256').update(key).digest('hex')}`;
}

/**
 * What alerts of one incident share: the service and the grouping's values, whichever source they came from
 * (spec §4), except for `alert`, where only the same alert of the same source is the same.
 */
export function groupKeyOf(grouping: Grouping, serviceId: string, labels: Labels, alert: { sourceId: string; fingerprint: string }): string {
  let key = `service:${serviceId}`;
  switch (grouping.by) {
    case 'service': return key;
    case 'alert': return boundedKey(`${key}|source=${alert.sourceId}|fingerprint=${escaped(alert.fingerprint)}`);
    case 'labels':
      for (const label of grouping.labels) key += `|${label}=${escaped(labels.get(label) ?? '')}`;
      return boundedKey(key);
  }
}

/** Alerts that name a service nobody knows: together by source and that name. @param name folded */
export const unknownGroupKey = (sourceId: string, name: string): string => boundedKey(`unknown:${sourceId}|${escaped(name)}`);
