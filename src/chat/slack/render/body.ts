import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Block, Rich } from '../../card.ts';
import type { PictureFiles } from '../pictures.ts';
import { harmless } from '../../harmless.ts';
import { cutEscaped, escapeText, withoutMarkup } from './escape.ts';
import { costs } from './costs.ts';
import { limits } from './limits.ts';
import { needsRich, toMrkdwn, toRichSection } from './spans.ts';
import { costOfAll, splitRich, splitText } from '../../split.ts';
import { tableItems, tableLines } from '../../tables.ts';

const richBlock = (...elements: RichTextBlockElement[]): KnownBlock => ({ type: 'rich_text', elements });
/** Addresses and names within a text stay text. */
export const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

/** One block of a card as Slack's blocks, each within its limits; nothing is lost, a long one becomes several. */
export function drawBlock(block: Block, say: Say, files: PictureFiles = new Map()): KnownBlock[] {
  switch (block.kind) {
    case 'text': return drawText(block.text, say);
    case 'list': return drawList(block.items, say);
    case 'facts': return drawFacts(block.facts, say);
    case 'code': return [...(block.label === undefined ? [] : drawText([{ bold: block.label }], say)), ...drawCode(block.code)];
    case 'picture': {
      const id = files.get(block.svg);
      return id === undefined ? drawText([block.alt], say) : [{ type: 'image', slack_file: { id }, alt_text: harmless(block.alt).slice(0, limits.altText) || '…' }];
    }
    case 'table': {
      const lines = tableLines(block, say, limits.tableLine);
      return lines === undefined ? drawList(tableItems(block), say) : drawCode(lines.join('\n'));
    }
  }
}

/** Running text. */
export function drawText(text: Rich, say: Say): KnownBlock[] {
  return splitRich(text, limits.piece, costs).flatMap((part) => {
    if (needsRich(part)) return [richBlock(toRichSection(part, say))];
    const drawn = toMrkdwn(part, say);
    return drawn.trim() === '' ? [] : [section(drawn)];
  });
}

function drawList(items: readonly Rich[], say: Say): KnownBlock[] {
  const groups: Rich[][] = [];
  let room = 0;
  for (const item of items.flatMap((it) => splitRich(it, limits.piece - 3, costs))) {
    const cost = costOfAll(item, costs) + 3;
    if (cost > room) {
      groups.push([]);
      room = limits.piece;
    }
    groups.at(-1)!.push(item);
    room -= cost;
  }
  return groups.flatMap((group) => {
    if (!group.some(needsRich)) return [section(group.map((item) => `• ${toMrkdwn(item, say, true)}`).join('\n'))];
    const elements = group.map((item) => toRichSection(item, say)).filter((it) => it.elements.length > 0);
    return elements.length === 0 ? [] : [richBlock({ type: 'rich_text_list', style: 'bullet', elements })];
  });
}

/** Two columns; a value that is too long for one follows as text. */
function drawFacts(facts: readonly { label: string; value: Rich }[], say: Say): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let fields: string[] = [];
  let size = 0;
  const flush = () => {
    if (fields.length > 0) blocks.push({ type: 'section', fields: fields.map((text) => ({ type: 'mrkdwn', text, verbatim: true })) });
    fields = [];
    size = 0;
  };
  for (const { label, value } of facts) {
    const name = cutEscaped(escapeText(withoutMarkup(harmless(label).replaceAll(/\s+/g, ' ').trim())), limits.header);
    const [first = [], ...rest] = splitRich(value, limits.field - limits.header - 10, costs);
    const drawn = `${name === '' ? '' : `*${name}*\n`}${toMrkdwn(first, say).trim() || '–'}`;
    if (fields.length === limits.fields || size + drawn.length > limits.piece) flush();
    fields.push(drawn);
    size += drawn.length;
    if (rest.length > 0) flush();
    blocks.push(...rest.flatMap((part) => drawText(part, say)));
  }
  flush();
  return blocks;
}

/** Verbatim; where the text itself has the fence, as rich text. */
function drawCode(code: string): KnownBlock[] {
  const whole = harmless(code).replace(/^\n+|\n+$/g, '');
  return splitText(whole, limits.piece, costs).filter((part) => part.trim() !== '').map((part) =>
    part.includes('`') ? richBlock({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.replaceAll(/<(?=[@#!])/g, '‹') }] }) : section(`\`\`\`\n${escapeText(part)}\n\`\`\``));
}
