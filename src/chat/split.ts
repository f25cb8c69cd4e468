import type { Rich, Span } from './card.ts';

/** How long things become when a platform draws them. */
export interface Costs {
  /** Of one character, where it is more than itself. */
  signs: Readonly<Record<string, number>>;
  /** A time; a link at most. */
  time: number;
  link: (span: { link: string; url: string }) => number;
  /** Marks around bold, code and names, together. */
  marks: number;
}

/** How long a text becomes when it is escaped. */
function costOfText(text: string, { signs }: Pick<Costs, 'signs'>): number {
  let cost = 0;
  for (const sign of text) cost += signs[sign] ?? sign.length;
  return cost;
}

/** Where a text that is too long is best broken: behind so many units, at a line's end or between words. */
function breakAt(text: string, room: number, signs: Costs['signs']): number {
  let cost = 0;
  let at = 0;
  for (const sign of text) {
    cost += signs[sign] ?? sign.length;
    if (cost > room) break;
    at += sign.length;
  }
  if (at === text.length) return at;
  const space = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf(' ', at - 1)) + 1;
  return space > at / 2 ? space : at;
}

/** A text in parts of at most `max` units when escaped; nothing is lost. */
export function splitText(text: string, max: number, { signs }: Pick<Costs, 'signs'>): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== '';) {
    const at = Math.max(breakAt(rest, max, signs), rest.codePointAt(0)! > 0xffff ? 2 : 1);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return parts;
}

/** How long a span becomes when it is drawn, at most. */
function costOf(span: Span, costs: Costs): number {
  if (typeof span === 'string') return costOfText(span, costs);
  if ('bold' in span) return costOfText(span.bold, costs) + costs.marks;
  if ('code' in span) return costOfText(span.code, costs) + costs.marks;
  if ('time' in span) return costs.time;
  if ('place' in span) return costOfText(span.place, costs) + costs.marks;
  return 'link' in span ? costs.link(span) : costOfText(span.name, costs) + costs.marks;
}
export const costOfAll = (rich: Rich, costs: Costs): number => rich.reduce((sum, span) => sum + costOf(span, costs), 0);

/** Running text in parts of at most `max` units when drawn; nothing is lost. `max` is more than any link takes. */
export function splitRich(rich: Rich, max: number, costs: Costs): Rich[] {
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
    if (costOf(span, costs) <= max) put(span, costOf(span, costs));
    else for (const piece of piecesOf(span, max - costs.marks, costs)) put(piece, costOf(piece, costs));
  }
  return parts.filter((part) => part.length > 0);
}

function piecesOf(span: Span, max: number, costs: Costs): Span[] {
  if (typeof span === 'string') return splitText(span, max, costs);
  if ('bold' in span) return splitText(span.bold, max, costs).map((bold) => ({ bold }));
  if ('code' in span) return splitText(span.code, max, costs).map((code) => ({ code }));
  if ('name' in span) return splitText(span.name, max, costs).map((bold) => ({ bold }));
  return [span];
}
