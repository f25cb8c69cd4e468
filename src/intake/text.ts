/**
 * Characters that must not travel on: NUL and other controls (PostgreSQL's jsonb refuses some, terminals obey
 * others), halves of surrogate pairs, noncharacters, and the marks that reverse the order in which text is read.
 */
const SUSPECT = /[[\p{Cc}\p{Cs}\p{Bidi_Control}\ufffe\uffff]--[\n\t]]/v;
const DIRECTION = /\p{Bidi_Control}/gu;
const LINE_END = /\r\n?/g;
const CONTROL = /[[\p{Cc}\ufffe\uffff]--[\n\t]]/gv;

/** What cleaning had to do, as short phrases; a set so that ten thousand NULs are one note. */
export type Notes = Set<string>;

/** The text without those characters: line ends become `\n`, direction marks go, the rest becomes U+FFFD. */
export function cleanText(text: string, notes: Notes): string {
  if (!SUSPECT.test(text)) return text;
  const wellFormed = text.toWellFormed();
  if (wellFormed !== text) notes.add('halves of surrogate pairs replaced');
  const ordered = wellFormed.replace(DIRECTION, '');
  if (ordered !== wellFormed) notes.add('text-direction marks removed');
  const plain = ordered.replace(LINE_END, '\n');
  const clean = plain.replace(CONTROL, '\ufffd');
  if (clean !== plain) notes.add('control characters replaced');
  return clean;
}

const scratch = Buffer.allocUnsafe(64 * 1024);
const MARK = '…';
const MARK_BYTES = 3;

/** At most so many bytes of UTF-8, never half a character; what was cut ends in `…`. `bytes` is at most 65,536. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || (text.length <= bytes && Buffer.byteLength(text) <= bytes)) return text;
  const written = scratch.write(text, 0, bytes - MARK_BYTES);
  return scratch.toString('utf8', 0, written) + MARK;
}

/** At most so many UTF-16 units, never half a character; what was cut ends in `…`. */
export function cutLength(text: string, units: number): string {
  if (text.length <= units) return text;
  const head = text.slice(0, units - 1);
  return (head.isWellFormed() ? head : head.slice(0, -1)) + MARK;
}
