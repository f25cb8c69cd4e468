import { sayIn, type TextKey } from '../../src/texts/say.ts';

const patterns: readonly RegExp[] = [
  // A blank that nobody filled in, or was filled in with nothing.
  /\{[a-z][a-z_]*\}/gi, /\[object \w+\]/g, /\b(?:undefined|NaN|Infinity|Invalid Date)\b/g, /“”|« ?»/g,
  // Ids of ours mean nothing to anybody.
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
  // An instant as machines write it.
  /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g,
];
const english = sayIn('en');
/** Actions of the audit log, which names them as they are, that are called like a text. */
const actions: ReadonlySet<string> = new Set(['oncall.pinned']);

/** What in a text is for machines and no person should be shown: unfilled blanks, keys of texts, ids, instants. */
export const unreadable = (words: string): string[] =>
  [...patterns.flatMap((pattern) => words.match(pattern) ?? []), ...(words.match(/\b[a-z][a-zA-Z]+\.[a-z][a-z_]+\b/g) ?? []).filter((word) => !actions.has(word) && english(word as TextKey) !== word)];
