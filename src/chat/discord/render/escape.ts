import { harmless, onOneLine } from '../../harmless.ts';

const address = /(https?:\/\/[^\s<>()[\]*`|\\]+)/;
/** `:fire:` would be drawn as a picture. */
const emoji = /:(?=[a-z0-9_+-]*[a-z][a-z0-9_+-]*:)/gi;
const signs = /[\\*_~`|>#[\]<]/g;
const everybody = /@(?=everyone|here)/gi;
/** What makes a list at the beginning of a line. */
const listed = /^(\s*)([-+]|\d+(?=\.(?:\s|$)))/gm;

/** What escaping makes of a sign, at most. */
export const signCosts: Readonly<Record<string, number>> = Object.fromEntries('\\*_~`|>#[]<@:-+.'.split('').map((sign) => [sign, 2]));

/** Hostile text as Discord's Markdown in which nothing is markup, a mention or a forged link; an address stays one, since its text is where it leads. */
export function escapeMarkdown(text: string): string {
  return harmless(text).split(address).map((piece, index) => (index % 2 === 1 ? piece : piece
    .replaceAll(signs, String.raw`\$&`).replaceAll(everybody, String.raw`\@`).replaceAll(emoji, String.raw`\:`)
    .replaceAll(listed, (_, space: string, mark: string) => (/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`)))).join('');
}

/** Escaped text in at most `max` units with an ellipsis, never cut behind a backslash or within a character. */
export function cutEscaped(escaped: string, max: number): string {
  if (escaped.length <= max) return escaped;
  const kept = escaped.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/(?<!\\)((?:\\\\)*)\\$/, '$1').trimEnd()}…`;
}

const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: '＿', '|': '¦', '\\': '∖', '<': '‹', '>': '›', '[': '［', ']': '］', '#': '＃' };
/** What would be drawn otherwise than it is written, in a line of its own. Of underscores those that may close something: one within a name closes nothing. */
const marks = /[*~`|\\<>[\]]|(?<=_)_|_(?![A-Za-z0-9])|^#/g;

/**
 * A line in which nothing is markup and nothing escaped either: a telephone shows it as it is sent. An address in it is not followed.
 */
export const plainLine = (text: string): string =>
  onOneLine(text).replaceAll(/:(?=\/\/)/g, '∶').replaceAll(everybody, '＠').replaceAll(emoji, '∶').replaceAll(marks, (mark) => lookAlikes[mark]!).replace(/^([-+]|\d+\.)(?=\s|＃|#)/, '‧$1');

/** A label: Discord shows it as it is. */
export function plainText(text: string, max: number, otherwise = '…'): string {
  const line = onOneLine(text);
  return (line.length <= max ? line : `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`) || otherwise;
}

/** The address as Discord may have it; undefined when it is none of the web's or too long. */
export function webAddress(url: string, max: number): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) return undefined;
  const safe = parsed.href.replaceAll(/[|<>()*`~\\_[\]]/g, (sign) => (sign === '_' ? sign : `%${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`));
  return safe.length <= max ? safe : undefined;
}
