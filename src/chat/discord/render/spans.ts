import type { Rich, Span } from '../../card.ts';
import { harmless } from '../../harmless.ts';
import { secondsOf } from '../../plain-time.ts';
import type { Costs } from '../../split.ts';
import { escapeMarkdown, signCosts, webAddress } from './escape.ts';

const longestLink = 512;
const longestLinkText = 120;
/** Discord's letters for how much of an instant matters; each reader sees it in their own zone. */
const styles = { time: 't', datetime: 'f', relative: 'R' } as const;
/** Later instants are none to Discord: they would stand there as they are written. */
const lastSecond = 8_640_000_000_000;

/** What escaping adds: see `escapeMarkdown`. */
export const costs: Costs = { signs: signCosts, time: 30, link: ({ link, url }) => 2 * Math.min(link.length, longestLinkText) + Math.min(9 * url.length + 1, longestLink) + 5, marks: 5 };

/** Spans as Discord's Markdown. Nothing that the texts say is markup. `flat`: on one line. */
export function toMarkdown(rich: Rich, flat = false): string {
  let before = '';
  return rich.map((span) => {
    const drawn = drawSpan(span, flat);
    // Two pairs of marks that touch would be read as one.
    const apart = before.endsWith('*') && drawn.startsWith('*') ? '\u200b' : '';
    if (drawn !== '') before = drawn;
    return apart + drawn;
  }).join('');
}

const marks = { 'discord channel': '#', 'discord role': '@&', 'discord person': '@' } as const;
function drawSpan(span: Span, flat: boolean): string {
  const text = (words: string): string => escapeMarkdown(flat ? words.replaceAll(/\s+/g, ' ') : words);
  if (typeof span === 'string') return text(span);
  if ('bold' in span) return bold(span.bold);
  if ('person' in span) return bold(span.name);
  if ('place' in span) return span.of !== 'slack channel' && /^\d{1,20}$/.test(span.place) ? `<${marks[span.of]}${span.place}>` : text(span.place);
  if ('code' in span) {
    const words = harmless(span.code).replaceAll(/\s+/g, ' ').trim().replaceAll('`', 'ˋ');
    return words === '' ? '' : `\`${words}\``;
  }
  if ('time' in span) {
    const at = secondsOf(span.time);
    return at === undefined || Math.abs(at) > lastSecond ? text(span.time) : `<t:${at}:${styles[span.style]}>`;
  }
  const target = webAddress(span.url, longestLink);
  // A link whose words are an address of their own would be two.
  const words = escapeMarkdown(harmless(span.link).slice(0, longestLinkText).toWellFormed().replaceAll(/\s+/g, ' ').trim().replaceAll(/:(?=\/\/)/g, '∶'));
  if (target === undefined || words === '') return words;
  return `[${words}](${target})`;
}

function bold(words: string): string {
  const inner = escapeMarkdown(words.replaceAll(/\s+/g, ' ').trim());
  return inner === '' ? '' : `**${inner}**`;
}
