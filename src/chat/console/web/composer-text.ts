/** What stands in the composers, place by place, and what was said before. */
const drafts = new Map<string, string>();
const said: string[] = [];
const REMEMBERED = 100;

export const draftOf = (place: string): string => drafts.get(place) ?? '';
export const keepDraft = (place: string, text: string): void => void drafts.set(place, text);

export function remember(text: string): void {
  if (said.at(-1) !== text) said.push(text);
  if (said.length > REMEMBERED) said.shift();
}
/** What was said `back` lines ago; 1 is the newest. */
export const recall = (back: number): string | undefined => said.at(-back);
export const rememberedCount = (): number => said.length;

/** Forgets the lines of the person who was here. */
export function forgetLines(): void {
  drafts.clear();
  said.length = 0;
}

/**
 * The line after a suggestion was taken. A suggestion that begins with `/` is the whole phrase;
 * any other completes the last word.
 * @example taken('/incident ack IN', 'INC-42') // '/incident ack INC-42 '
 */
export function taken(line: string, value: string): string {
  const text = value.startsWith('/') ? value : line.replace(/(?:"[^"]*|'[^']*|\S*)$/, () => value);
  return /[\s:]$/.test(text) ? text : `${text} `;
}
