import { isMembers, textOf } from './fields.ts';
import { cutBytes, cutLength } from './text.ts';

const MOST_LABELS = 64;
const VALUE_BYTES = 4096;
const NAME_LENGTH = 255;
/** These decide where an alert goes, so they are kept first when there are too many. */
const TELLING = ['alertname', 'service', 'job', 'app', 'component', 'team', 'owner', 'severity', 'status', 'env', 'instance'];

/**
 * The labels of a JSON object as a Map (a label may be called `__proto__`). Values that are not text become
 * their JSON; null is no label. Beyond 64 labels the telling ones and then the alphabetically first are kept.
 */
export function labelsOf(value: unknown, notes: string[]): Map<string, string> {
  const labels = new Map<string, string>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    if (value !== undefined && value !== null) notes.push('labels were not an object and are left out');
    return labels;
  }
  const members = value as Record<string, unknown>;
  const names = keptOf(Object.keys(members), notes);
  let cut = 0;
  for (const name of names) {
    const member = members[name];
    if (member === null) continue;
    const text = typeof member === 'string' ? member : (textOf(member) ?? sortedJson(member));
    const kept = cutBytes(text, VALUE_BYTES);
    if (kept !== text) cut++;
    labels.set(cutLength(name, NAME_LENGTH), kept);
  }
  if (cut > 0) notes.push(`${cut} label ${cut === 1 ? 'value' : 'values'} cut to 4 KiB`);
  return labels;
}

/** Of a list or an object no more than this many members can show before a label value is cut. */
const MOST_MEMBERS = VALUE_BYTES / 2;

/** The same whatever the order of its members, because labels are part of an alert's identity. */
const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => {
    if (Array.isArray(member)) return member.slice(0, MOST_MEMBERS);
    return isMembers(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_MEMBERS)) : member;
  });

function keptOf(names: string[], notes: string[]): string[] {
  if (names.length <= MOST_LABELS) return names;
  notes.push(`${names.length - MOST_LABELS} of ${names.length} labels left out`);
  const telling = TELLING.filter((name) => names.includes(name));
  const others = names.filter((name) => !TELLING.includes(name)).sort();
  return [...telling, ...others].slice(0, MOST_LABELS);
}

/** More tags than a tool allows are no tags; this bounds the work before labels are counted. */
const MOST_TAGS = 1000;

/** Labels written as a list of `key:value` (Datadog, Opsgenie tags); a bare word is a label with the value `true`. */
export function tagsOf(tags: readonly string[]): Record<string, string> {
  const found = new Map<string, string>();
  for (const tag of tags.slice(0, MOST_TAGS)) {
    const colon = tag.indexOf(':');
    const key = (colon === -1 ? tag : tag.slice(0, colon)).trim();
    const value = colon === -1 ? 'true' : tag.slice(colon + 1).trim();
    if (key === '') continue;
    const before = found.get(key);
    found.set(key, before === undefined || before === value ? value : `${before},${value}`);
  }
  return Object.fromEntries(found);
}
