import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Rich, Span } from '../../card.ts';
import { harmless } from '../../harmless.ts';
import { plainTime, secondsOf } from '../../plain-time.ts';
import { escapeText, webAddress, withoutMarkup, wouldBeMarkup } from './escape.ts';

const longestLink = 1000;
const longestLinkText = 120;
const word = /[\p{L}\p{N}]/u;

const wordsOf = (span: Exclude<Span, { time: string }>): string => {
  if (typeof span === 'string') return harmless(span);
  if ('bold' in span) return harmless(span.bold);
  if ('code' in span) return harmless(span.code);
  if ('place' in span) return harmless(span.place);
  return 'link' in span ? harmless(span.link).slice(0, longestLinkText).toWellFormed() : harmless(span.name);
};
const formatOf = (style: 'time' | 'datetime' | 'relative', say: Say): string => (style === 'time' ? '{time}' : style === 'datetime' ? say('slack.date_and_time') : '{ago}');

const isChannel = ({ place, of }: { place: string; of: string }): boolean => of === 'slack channel' && /^[CG][A-Z0-9]{2,20}$/.test(place);

/** Can these spans not be written in mrkdwn without something looking different from what was said? */
export function needsRich(rich: Rich): boolean {
  return rich.some((span, index) => {
    if (typeof span !== 'string' && 'time' in span) return false;
    if (wouldBeMarkup(wordsOf(span))) return !(typeof span !== 'string' && 'code' in span) || span.code.includes('`');
    return typeof span !== 'string' && ('bold' in span || 'code' in span || 'person' in span) && !standsFree(rich, index);
  });
}

/** Marks around a word count only where no letter touches them. */
function standsFree(rich: Rich, index: number): boolean {
  const touches = (span: Span | undefined, at: 0 | -1) => span !== undefined && (typeof span !== 'string' ? !('time' in span || 'link' in span) : word.test(span.at(at) ?? ''));
  return !touches(rich[index - 1], -1) && !touches(rich[index + 1], 0);
}

/** Spans as mrkdwn. Nothing that the texts say is markup: what would be gets look-alikes. `flat`: on one line. */
export function toMrkdwn(rich: Rich, say: Say, flat = false): string {
  const text = (written: string) => escapeText(withoutMarkup(flat ? written.replaceAll(/\s+/g, ' ') : written));
  const marked = (mark: string, written: string, index: number) => {
    const inner = written.replaceAll(/\s+/g, ' ').trim();
    if (inner === '') return written;
    return standsFree(rich, index) ? `${mark}${mark === '`' ? escapeText(inner.replaceAll('`', 'ˋ')) : text(inner)}${mark}` : text(inner);
  };
  return rich.map((span, index) => {
    if (typeof span === 'string') return text(harmless(span));
    if ('bold' in span || 'person' in span) return marked('*', wordsOf(span), index);
    if ('code' in span) return marked('`', wordsOf(span), index);
    if ('time' in span) {
      const at = secondsOf(span.time);
      const fallback = escapeText(plainTime(span.time, say).replaceAll(/[|^]/g, ' '));
      return at === undefined || at < 0 ? fallback : `<!date^${at}^${formatOf(span.style, say)}|${fallback}>`;
    }
    if ('place' in span) return isChannel(span) ? `<#${span.place}>` : text(wordsOf(span));
    const address = webAddress(span.url, longestLink);
    const shown = text(wordsOf(span).replaceAll(/\s+/g, ' ').replaceAll('|', '¦'));
    return address === undefined || shown.trim() === '' ? shown : `<${escapeText(address)}|${shown}>`;
  }).join('');
}

/** Spans as rich text, in which every text is only a text. */
export function toRichSection(rich: Rich, say: Say): RichTextSection {
  // Elsewhere a mention begins like this; here it would be harmless, and looks so too.
  const text = (written: string) => written.replaceAll(/<(?=[@#!])/g, '‹');
  const elements = rich.map((span): RichTextElement => {
    if (typeof span === 'string') return { type: 'text', text: text(harmless(span)) };
    if ('bold' in span || 'person' in span) return { type: 'text', text: text(wordsOf(span)), style: { bold: true } };
    if ('code' in span) return { type: 'text', text: text(wordsOf(span)), style: { code: true } };
    if ('time' in span) {
      const timestamp = secondsOf(span.time);
      if (timestamp === undefined || timestamp < 0) return { type: 'text', text: text(plainTime(span.time, say)) };
      return { type: 'date', timestamp, format: formatOf(span.style, say), fallback: plainTime(span.time, say) };
    }
    if ('place' in span) return isChannel(span) ? { type: 'channel', channel_id: span.place } : { type: 'text', text: text(wordsOf(span)) };
    const address = webAddress(span.url, longestLink);
    return address === undefined ? { type: 'text', text: text(wordsOf(span)) } : { type: 'link', url: address, text: text(wordsOf(span)) };
  }).filter((element) => !('text' in element) || element.text !== '');
  return { type: 'rich_text_section', elements };
}
