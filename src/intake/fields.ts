import { z } from 'zod';
import { BadPost } from './source.ts';

/** A member that should be text: numbers and booleans are written out, blank and everything else is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The body of a post as an object. @throws BadPost when it is none. */
export function membersOf(body: unknown): Members {
  if (isMembers(body)) return body;
  throw new BadPost('body', body === undefined ? 'is empty' : 'must be a JSON object');
}

/** Pieces of the sources' schemas. None of them fails: a foreign tool's odd member is an absent one. */
export const anything = z.unknown().optional();
export const text = anything.transform(textOf);
export const word = text.transform((said) => said?.trim().toLowerCase());
/** No tool lists more links, tags or responders; this bounds the work that a hostile body makes. */
export const MOST_LISTED = 1000;
export const list = anything.transform((value): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST_LISTED) : []));
export const texts = list.transform((values) => values.flatMap((value) => textOf(value) ?? []));

/** An object of which only these members are read; when it is not an object, all of them are absent. */
export function part<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess((value) => (isMembers(value) ? value : {}), z.object(shape));
}

/** The first line of a text. */
export const firstLine = (value: string): string => value.trimStart().split('\n', 1)[0]!.trimEnd();

/** Paragraphs joined by line breaks, without blanks and repetitions. */
export function paragraphs(...pieces: (string | undefined)[]): string {
  const told: string[] = [];
  for (const piece of pieces) {
    const said = piece?.trim() ?? '';
    if (said !== '' && !told.includes(said)) told.push(said);
  }
  return told.join('\n');
}

const LONGEST_URL = 2000;

/** An address a person may open: http or https, at most 2,000 characters; anything else is dropped and noted. */
export function urlOf(value: unknown, notes: string[]): string | undefined {
  const said = textOf(value)?.trim();
  if (said === undefined) return undefined;
  const parsed = said.length <= LONGEST_URL && /^https?:\/\//i.test(said) && URL.canParse(said);
  if (!parsed) {
    notes.push('address left out: not http(s), or over 2,000 characters');
    return undefined;
  }
  if (/^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/.test(said)) return said;
  const { href } = new URL(said);
  return href.length <= LONGEST_URL ? href : undefined;
}
