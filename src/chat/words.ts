/** One word of a phrase: bare, quoted, or `name:value` / `name=value`. */
export interface Word {
  /** As it is meant: quotes taken off. Of `name:value` the whole. */
  text: string;
  quoted: boolean;
  /** Where it stands in the phrase. */
  from: number;
  to: number;
  /** Of `name:value`, in lower case. */
  name?: string;
  value?: string;
}

/** Opening quote → closing quote; apostrophes inside words open nothing. */
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '”': '”', '„': '“', '‘': '’', '«': '»' };
const named = /([a-z][a-z0-9_.-]{0,60})[:=](?=\S)/iy;
const bare = /\S+/y;

/** A quoted text that begins at `at`; a quote that is not closed before a space or the end is an ordinary character. */
function quotedAt(phrase: string, at: number): { text: string; to: number } | undefined {
  const closing = quotes[phrase[at] ?? ''];
  if (closing === undefined) return undefined;
  let text = '';
  for (let i = at + 1; i < phrase.length; i++) {
    const character = phrase[i]!;
    const next = phrase[i + 1];
    if (character === '\\' && next !== undefined && (next === '\\' || next === closing || next === '"')) {
      text += next;
      i++;
    } else if (character === closing && (next === undefined || /\s/.test(next))) {
      return { text: closing === '»' ? text.trim() : text, to: i + 1 };
    } else {
      text += character;
    }
  }
  return undefined;
}

/** Cuts a phrase into words. Never fails, whatever is typed. */
export function wordsOf(phrase: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  // Once a kind of quote was found to have no end, no later one of it has.
  const endless = new Set<string>();
  const quotedHere = (place: number) => {
    const opening = phrase[place] ?? '';
    if (endless.has(opening)) return undefined;
    const found = quotedAt(phrase, place);
    if (found === undefined && opening in quotes) endless.add(opening);
    return found;
  };
  while (at < phrase.length) {
    if (/\s/.test(phrase[at]!)) { at++; continue; }
    named.lastIndex = at;
    const head = named.exec(phrase);
    const body = head === null ? at : at + head[0].length;
    const quoted = quotedHere(body);
    bare.lastIndex = at;
    const to = quoted?.to ?? at + bare.exec(phrase)![0].length;
    words.push({
      text: head === null && quoted ? quoted.text : phrase.slice(at, to), quoted: quoted !== undefined, from: at, to,
      ...(head === null ? {} : { name: head[1]!.toLowerCase(), value: quoted?.text ?? phrase.slice(body, to) }),
    });
    at = to;
  }
  return words;
}

/** A value as it must be typed to be one word again. */
export const quote = (value: string): string => (/^[^\s"'“”„‘«\\:=]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`);
