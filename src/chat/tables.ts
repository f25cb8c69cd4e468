import type { Say } from '../texts/say.ts';
import type { Block, Rich, Span } from './card.ts';
import { harmless } from './harmless.ts';
import { plainTime } from './plain-time.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A small table as lines of equal columns; undefined when it has links or lines are longer than `widest` characters: those break on a phone, and columns with them. */
export function tableLines({ columns, rows }: Table, say: Say, widest: number): string[] | undefined {
  if (rows.some((row) => row.some((cell) => cell.some((span) => typeof span !== 'string' && 'link' in span)))) return undefined;
  const words = [columns.map(flat), ...rows.map((row) => row.map((cell) => flat(cell.map((span) => wordsOf(span, say)).join(''))))];
  const widths = columns.map((_, column) => Math.max(...words.map((row) => row[column]?.length ?? 0)));
  if (widths.reduce((sum, width) => sum + width + 2, -2) > widest) return undefined;
  return words.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

const flat = (text: string): string => harmless(text).replaceAll(/\s+/g, ' ').trim();
function wordsOf(span: Span, say: Say): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('time' in span) return plainTime(span.time, say);
  return 'link' in span ? span.link : ('place' in span ? span.place : span.name);
}

/** Any table as a list: each row begins with its first cell, the others follow with the names of their columns, unless they tell for themselves. */
export function tableItems({ columns, rows, isTelling = false }: Table): Rich[] {
  return rows.map((row) => row.flatMap((cell, column): Rich => {
    if (column === 0) return cell.map((span) => (typeof span === 'string' && span.trim() !== '' ? { bold: span } : span));
    const isEmpty = cell.every((span) => span === '');
    return isEmpty ? [] : [column === 1 ? ' – ' : ' · ', ...(columns[column] && !isTelling ? [`${columns[column]}: `] : []), ...cell];
  }));
}
