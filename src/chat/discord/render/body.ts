import type { Say } from '../../../texts/say.ts';
import type { Block, Rich } from '../../card.ts';
import { harmless } from '../../harmless.ts';
import { costOfAll, splitRich, splitText } from '../../split.ts';
import { tableItems, tableLines } from '../../tables.ts';
import { cutEscaped, escapeMarkdown } from './escape.ts';
import { limits } from './limits.ts';
import { costs, toMarkdown } from './spans.ts';

const longestLabel = 150;
const fence = '```';

/** One block of a card as pieces of Markdown, each within `limits.piece`; nothing is lost, a long one becomes several. */
export function drawBlock(block: Block, say: Say, isShown: (svg: string) => boolean = () => false): string[] {
  switch (block.kind) {
    case 'text': return drawText(block.text);
    case 'list': return drawList(block.items);
    case 'facts': return drawFacts(block.facts, say);
    case 'code': return [...(block.label === undefined ? [] : drawText([{ bold: block.label }])), ...drawCode(block.code)];
    case 'picture': return isShown(block.svg) ? [] : drawText([block.alt]);
    case 'table': {
      // Within code no reader has times in their own zone.
      const hasTimes = block.rows.some((row) => row.some((cell) => cell.some((span) => typeof span !== 'string' && 'time' in span)));
      const lines = hasTimes ? undefined : tableLines(block, say, limits.tableLine);
      return lines === undefined ? drawList(tableItems(block)) : drawCode(lines.join('\n'));
    }
  }
}

const drawText = (text: Rich): string[] => splitRich(text, limits.piece, costs).map((part) => toMarkdown(part)).filter((part) => part.trim() !== '');

/** Lines in as few pieces as hold them. */
function pack(lines: readonly string[]): string[] {
  const pieces: string[] = [];
  for (const line of lines) {
    const last = pieces.at(-1);
    if (last === undefined || last.length + line.length + 1 > limits.piece) pieces.push(line);
    else pieces[pieces.length - 1] = `${last}\n${line}`;
  }
  return pieces;
}

const drawList = (items: readonly Rich[]): string[] =>
  pack(items.flatMap((item) => (costOfAll(item, costs) === 0 ? [] : splitRich(item, limits.piece - 10, costs))).map((item) => toMarkdown(item, true).trim()).filter((line) => line !== '').map((line) => `- ${line}`));

/** A line each: on a telephone columns stand below each other anyway. */
const drawFacts = (facts: readonly { label: string; value: Rich }[], say: Say): string[] => pack(facts.flatMap(({ label, value }) => {
  const name = cutEscaped(escapeMarkdown(label.replaceAll(/\s+/g, ' ').trim()), longestLabel);
  const [first = [], ...rest] = splitRich(value, limits.piece - longestLabel - 10, costs);
  const shown = toMarkdown(first).trim() || '–';
  return [name === '' ? shown : `**${name}${say('chat.colon')}** ${shown}`, ...rest.map((part) => toMarkdown(part)).filter((part) => part.trim() !== '')];
}));

/** Verbatim; three backticks in it would end it, so look-alikes stand for them. */
function drawCode(code: string): string[] {
  const whole = harmless(code).replaceAll(fence, 'ˋˋˋ').replaceAll(/^\n+|\n+$/g, '');
  return splitText(whole, limits.piece - 10, { signs: {} }).filter((part) => part.trim() !== '').map((part) => `${fence}\n${part}\n${fence}`);
}
