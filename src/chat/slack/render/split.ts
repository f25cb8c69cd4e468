import type { Rich, Span } from '../../card.ts';
import { escapeText } from './escape.ts';

const costs: Readonly<Record<string, number>> = { '&': 5, '<': 4, '>': 4 };
/** A time, a link, a name with its marks: never more than this. */
const atomCost = 1700;

/** Where a text that is too long is best broken: behind so many units, at a line's end or between words. */
function breakAt(text: string, room: number): number {
  let cost = 0;
  let at = 0;
  for (const sign of text) {
    cost += costs[sign] ?? sign.length;
    if (cost > room) break;
    at += sign.length;
  }
  if (at === text.length) return at;
  const space = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf(' ', at - 1)) + 1;
  return space > at / 2 ? space : at;
}

/** A text in parts of at most `max` units when escaped; nothing is lost. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== '';) {
    const at = Math.max(breakAt(rest, max), rest.codePointAt(0)! > 0xffff ? 2 : 1);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return parts;
}

/** How long a span becomes when it is drawn, at most. */
function costOf(span: Span): number {
  if (typeof span === 'string') return escapeText(span).length;
  if ('bold' in span) return escapeText(span.bold).length + 2;
  if ('code' in span) return escapeText(span.code).length + 2;
  if ('time' in span) return 120;
  return 'link' in span ? Math.min(atomCost, escapeText(span.link).length + escapeText(span.url).length * 3 + 3) : escapeText(span.name).length + 2;
}
export const costOfAll = (rich: Rich): number => rich.reduce((sum, span) => sum + costOf(span), 0);

/** Running text in parts of at most `max` units when drawn; nothing is lost. `max` is more than any link takes. */
export function splitRich(rich: Rich, max: number): Rich[] {
  const parts: Span[][] = [[]];
  let room = max;
  const put = (span: Span, cost: number) => {
    if (cost > room && parts.at(-1)!.length > 0) {
      parts.push([]);
      room = max;
    }
    parts.at(-1)!.push(span);
    room -= cost;
  };
  for (const given of rich) {
    // What is no instant is only words.
    const span = typeof given !== 'string' && 'time' in given && Number.isNaN(Date.parse(given.time)) ? given.time : given;
    if (costOf(span) <= max) put(span, costOf(span));
    else for (const piece of piecesOf(span, max - 2)) put(piece, costOf(piece));
  }
  return parts.filter((part) => part.length > 0);
}

function piecesOf(span: Span, max: number): Span[] {
  if (typeof span === 'string') return splitText(span, max);
  if ('bold' in span) return splitText(span.bold, max).map((bold) => ({ bold }));
  if ('code' in span) return splitText(span.code, max).map((code) => ({ code }));
  if ('name' in span) return splitText(span.name, max).map((bold) => ({ bold }));
  return [span];
}
