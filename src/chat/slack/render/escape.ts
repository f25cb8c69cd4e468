import type { PlainTextElement } from '@slack/types';
import { onOneLine } from '../../harmless.ts';


/** Slack's three control characters as entities: no mention, link or date is left in it. */
export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Escaped text in at most `max` units with an ellipsis, never cut within an entity or a character. */
export function cutEscaped(escaped: string, max: number): string {
  if (escaped.length <= max) return escaped;
  const kept = escaped.slice(0, max - 1).replace(/&[a-z]{0,3}$/, '').replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}…`;
}

/** A text on one line in which nothing is markup. @param otherwise what stands where there is nothing to read */
export function plainText(text: string, max: number, otherwise = '…'): PlainTextElement {
  return { type: 'plain_text', text: cutEscaped(escapeText(onOneLine(text)), max) || otherwise, emoji: false };
}

/** What Slack would take for bold, italics, a quote, an emoji. An underscore within a word is only an underscore. */
const marks = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const quote = /^(\s*)>/gm;
const emoji = /:(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)/gi;
const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: '＿' };

/** Would Slack draw this text otherwise than it is written? */
export const wouldBeMarkup = (text: string): boolean => [marks, quote, emoji].some((form) => text.search(form) !== -1);

/** The text with look-alikes where Slack would see markup: for places that have no other way. */
export const withoutMarkup = (text: string): string => text.replaceAll(quote, '$1›').replaceAll(marks, (mark) => lookAlikes[mark]!).replaceAll(emoji, '∶');

/** The address as Slack may have it; undefined when it is none of the web's or too long. */
export function webAddress(url: string, max: number): string | undefined {
  const address = URL.parse(url);
  if (address === null || !['http:', 'https:'].includes(address.protocol)) return undefined;
  const safe = address.href.replaceAll(/[|<>^`*~]/g, (sign) => `%${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`);
  return escapeText(safe).length <= max ? safe : undefined;
}
