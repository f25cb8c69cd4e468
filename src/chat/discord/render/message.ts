import type { APIAllowedMentions, APIEmbed } from 'discord.js';
import type { Say } from '../../../texts/say.ts';
import type { Card, Rich, Tone } from '../../card.ts';
import { cut, tame } from '../../notice.ts';
import { signs } from '../../signs.ts';
import { splitRich } from '../../split.ts';
import type { Kept } from '../../values.ts';
import { drawBlock } from './body.ts';
import { drawRows, type Row } from './buttons.ts';
import { cutEscaped, escapeMarkdown, plainLine } from './escape.ts';
import { fold } from './fold.ts';
import { limits } from './limits.ts';
import { costs, toMarkdown } from './spans.ts';

/** What a message of Discord takes, and what has to be stored before it is sent (chat/values.ts). */
export interface DrawnMessage { content: string; embeds: APIEmbed[]; components: Row[]; allowed_mentions: APIAllowedMentions; kept: Kept[] }
/** `mentions`: Discord's ids of those who are pinged; nobody else ever is. `files`: names of the attached pictures, by what was drawn. */
export interface Manner { say: Say; mentions?: readonly string[]; files?: ReadonlyMap<string, string> }

/** The bar beside a card. */
const colours: Readonly<Record<Tone, number>> = {
  critical: 0xd92d20, high: 0xe8730c, medium: 0xe0b000, low: 0x4f7cac, acknowledged: 0x7a5fc0, resolved: 0x2e9e5b, neutral: 0x6b7280, good: 0x2e9e5b, bad: 0xd92d20,
};

/** A card as one message: its first line, for telephones, then the card itself. When it is too long, it ends with a button that shows all of it. */
export function drawMessage(card: Card, how: Manner): DrawnMessage {
  const body = fold(card.body.map((block) => ({ block, pieces: drawBlock(block, how.say, (svg) => how.files?.has(svg) === true) })), limits.foldedText);
  const small = drawSmall(card.small ?? []);
  const buttons = drawRows(card, how.say);
  const isWhole = body.isWhole && small.length <= 1 && buttons.rows.length <= limits.rows;
  const { rows, kept } = isWhole ? buttons : drawRows(card, how.say, card);
  const text = [...body.texts, ...(isWhole ? [] : [`*${escapeMarkdown(how.say('discord.shortened'))}*`]), ...small.slice(0, 1)].join('\n');
  return message(card, how, { text, rows: rows.slice(0, limits.rows), kept, mentions: how.mentions ?? [], hasTitle: true });
}

/** Everything a card says, in as many messages as that takes; the last ones have the buttons. */
export function drawWhole(card: Card, how: Manner): DrawnMessage[] {
  const { rows, kept } = drawRows(card, how.say);
  const pieces = [...card.body.flatMap((block) => drawBlock(block, how.say, (svg) => how.files?.has(svg) === true)), ...drawSmall(card.small ?? [])];
  const texts: string[] = [];
  for (const piece of pieces) {
    const last = texts.at(-1);
    if (last === undefined || last.length + piece.length + 1 > limits.description) texts.push(piece);
    else texts[texts.length - 1] = `${last}\n${piece}`;
  }
  const count = Math.max(1, texts.length, Math.ceil(rows.length / limits.rows));
  const firstRows = count - Math.ceil(rows.length / limits.rows);
  return Array.from({ length: count }, (_, at) => {
    const mine = at < firstRows ? [] : rows.slice((at - firstRows) * limits.rows, (at - firstRows + 1) * limits.rows);
    return message(card, how, { text: texts[at] ?? '', rows: mine, kept: at === count - 1 ? kept : [], mentions: at === 0 ? (how.mentions ?? []) : [], hasTitle: at === 0 });
  });
}

function message(card: Card, { files = new Map() }: Manner, { text, rows, kept, mentions, hasTitle }: { text: string; rows: Row[]; kept: Kept[]; mentions: readonly string[]; hasTitle: boolean }): DrawnMessage {
  const users = [...new Set(mentions)].filter((id) => /^\d{1,20}$/.test(id)).slice(0, limits.mentions);
  const color = colours[card.tone];
  const title = cutEscaped(escapeMarkdown(`${signs[card.tone]} ${card.title}`.replaceAll(/\s+/g, ' ').trim()), limits.title);
  const pictures = hasTitle ? card.body.flatMap((block) => (block.kind === 'picture' ? (files.get(block.svg) ?? []) : [])).map((name) => ({ image: { url: `attachment://${name}` } })) : [];
  const embed: APIEmbed = { color, ...(hasTitle ? { title: title || '…' } : {}), ...(text.trim() !== '' ? { description: text } : hasTitle ? {} : { description: '…' }), ...pictures[0] };
  return {
    content: [...(hasTitle ? [drawNotice(card)] : []), ...users.map((id) => `<@${id}>`)].join(' '),
    embeds: [embed, ...pictures.slice(1, limits.embeds).map((picture) => ({ color, ...picture }))],
    // Whatever a text says, nobody is pinged by it.
    components: rows, allowed_mentions: { parse: [], users }, kept,
  };
}

/** The first line of whatever notifies: words only. */
const drawNotice = (card: Card): string => cut(plainLine(tame(card.notice || card.title)), limits.notice) || '…';

function drawSmall(small: readonly Rich[]): string[] {
  const pieces: string[] = [];
  for (const line of small.flatMap((one) => splitRich(one, limits.small - 10, costs)).map((one) => toMarkdown(one, true).trim()).filter((one) => one !== '')) {
    const last = pieces.at(-1);
    const drawn = `-# ${line}`;
    if (last === undefined || last.length + drawn.length + 1 > limits.small) pieces.push(drawn);
    else pieces[pieces.length - 1] = `${last}\n${drawn}`;
  }
  return pieces;
}
