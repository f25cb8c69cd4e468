import { looksLikeIncident } from '../domain/incidents/find.ts';
import type { FieldKind } from './card.ts';
import type { Option } from './option-info.ts';
import type { Word } from './words.ts';

export interface Assigned {
  /** Option → what was typed for it. */
  values: Record<string, string>;
  /** Words that mean nothing here. */
  left: Word[];
}
export interface Surroundings {
  phrase: string;
  /** The place implies an incident. */
  inRoom: boolean;
  /** Is there a thing of this kind with that name? Asked where a name may be left out before free text. */
  known?: (kind: FieldKind, word: string) => boolean;
  /** Names that the command takes besides its options. */
  more?: boolean;
}

/**
 * Gives the words of a phrase to the options of its command: `name:value` wherever it stands, the others by position.
 * An optional option whose word does not fit is passed over; the greedy one takes what is left.
 */
export function assign(words: readonly Word[], options: readonly Option[], around: Surroundings): Assigned {
  const values: Record<string, string> = {};
  let rest: Word[] = [];
  for (const word of words) {
    const isOption = options.some((option) => option.name === word.name);
    if (word.name !== undefined && (isOption || (around.more === true && !word.value!.startsWith('//')))) values[word.name] = word.value!;
    else rest.push(word);
  }
  const open = options.filter((option) => option.named !== true && !Object.hasOwn(values, option.name));
  for (let i = 0; i < open.length && rest.length > 0; i++) {
    const option = open[i]!;
    const after = open.slice(i + 1).filter((later) => !Object.hasOwn(values, later.name));
    const count = wordsFor(option, rest, after, around);
    if (count === 0) continue;
    let mine = rest.slice(0, count);
    rest = rest.slice(count);
    // `/page SRE redis is down sev1`: the last word is the choice that may follow.
    const trailing = after.find((later) => later.fits !== undefined && mine.length > 1 && later.fits(mine.at(-1)!.text));
    if (option.greedy === true && trailing !== undefined) {
      values[trailing.name] = mine.at(-1)!.text;
      mine = mine.slice(0, -1);
    }
    values[option.name] = said(mine, around.phrase);
  }
  return { values, left: rest };
}

/** How many of the words belong to the option. */
function wordsFor(option: Option, rest: readonly Word[], after: readonly Option[], around: Surroundings): number {
  const first = rest[0]!;
  if (option.greedy === true) return first.quoted && rest.length > 1 && after.some((later) => later.fits?.(rest[1]!.text)) ? 1 : rest.length;
  const needed = after.filter((later) => later.required).length;
  const hasText = after.some((later) => later.greedy === true);
  if (option.kind === 'incident') return takesIncident(option, first, { count: rest.length, needed, hasText, another: after.some((later) => later.required && later.kind === 'incident') }, around) ? 1 : 0;
  if (option.spans !== undefined) {
    // `until monday 9:00` alone is the end that must be said, not the beginning that may.
    const must = after.find((later) => later.required);
    if (!option.required && must?.spans !== undefined && rest.length <= must.spans && must.fits!(said(rest, around.phrase))) return 0;
    for (let count = Math.min(option.spans, rest.length); count > 0; count--) {
      if (option.fits!(said(rest.slice(0, count), around.phrase))) return count;
    }
    return option.required && !hasText ? 1 : 0;
  }
  // Free text follows: a word that cannot be meant here is its beginning.
  const isText = hasText && option.fits?.(first.text) === false;
  if (option.required && !isText) return 1;
  if (option.fits !== undefined) return option.fits(first.text) ? 1 : 0;
  const isName = option.kind !== 'text' && option.kind !== 'longtext' && option.kind !== 'secret';
  if (!isName || after.length === 0) return 1;
  // Nothing behind it could mean this word either: it is a name, maybe misspelt, and the verb knows the nearest.
  if (!after.some((later) => later.greedy === true || later.fits?.(first.text) !== false)) return 1;
  return around.known === undefined || (option.completes ?? [option.kind]).some((kind) => around.known!(kind, first.text)) ? 1 : 0;
}

/** A bare number in a room is an incident only when nothing else could be meant by it. */
function takesIncident(option: Option, first: Word, { count, needed, hasText, another }: { count: number; needed: number; hasText: boolean; another: boolean }, { inRoom }: Surroundings): boolean {
  const isId = looksLikeIncident(first.text);
  if (!isId) return !inRoom && !hasText && option.guess === undefined && count > needed;
  if (inRoom && another && count <= needed) return false;
  if (!inRoom || !/^\d+$/.test(first.text)) return true;
  return hasText ? count === 1 && needed === 0 : count > needed;
}

/** The words as they were typed, spaces and all; a single quoted one without its quotes. */
function said(words: readonly Word[], phrase: string): string {
  if (words.length === 1) return words[0]!.text;
  let text = '';
  let end: number | undefined;
  for (const word of words) {
    // A `name:value` that stood in between is gone.
    const gap = end === undefined ? '' : phrase.slice(end, word.from);
    text += (/^\s*$/.test(gap) ? gap : ' ') + phrase.slice(word.from, word.to);
    end = word.to;
  }
  return text;
}
