import type { ContextBlock, KnownBlock } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Card, Rich } from '../../card.ts';
import { cut, tame } from '../../notice.ts';
import { isHeading } from '../../is-heading.ts';
import { signs } from '../../signs.ts';
import type { PictureFiles } from '../pictures.ts';
import type { Kept } from '../../values.ts';
import { drawBlock, section } from './body.ts';
import { drawButtons, drawShowAll } from './buttons.ts';
import { cutEscaped, escapeText, plainText } from './escape.ts';
import { costs } from './costs.ts';
import { limits } from './limits.ts';
import { fitting, packBlocks, sizeOf } from './size.ts';
import { toMrkdwn } from './spans.ts';
import { splitRich } from '../../split.ts';

/** What chat.postMessage and chat.update take, and what has to be stored before (values.ts). */
export interface DrawnMessage { text: string; blocks: KnownBlock[]; kept: Kept[] }
/** `mentions`: Slack's ids of those who are pinged; nobody else ever is. `files`: pictures that were uploaded. */
export interface Manner { say: Say; mentions?: readonly string[]; files?: PictureFiles }

/** A card as one message, in the order of spec §5. When it is too long, it ends with a button that shows all of it. */
export function drawMessage(card: Card, how: Manner): DrawnMessage {
  const whole = card.body.map((block) => ({ kind: block.kind, isHeading: isHeading(block), blocks: drawBlock(block, how.say, how.files) }));
  // A cut token or snippet is none; of anything else the beginning tells what it is about.
  const begun = whole.map(({ kind, blocks }) => (kind === 'code' ? blocks : blocks.slice(0, kind === 'facts' ? 2 : 1)));
  const head = drawTitle(card);
  const small = drawSmall(card.small ?? [], how.say);
  const buttons = drawButtons(card, how.say);
  const shown = { buttons: buttons.blocks.slice(0, 1), small: small.slice(0, 1) };
  const tail = [...shown.small, ...drawMentions(how.mentions)];
  const used = [...head, ...shown.buttons, ...tail];
  const body = fitting(withHeadings(whole.map(({ isHeading: isOne }, at) => ({ isHeading: isOne, blocks: begun[at]! }))), { blocks: limits.blocks - used.length - 2, text: Math.min(limits.foldedText, limits.messageText - sizeOf(used) - 300) });
  const isWhole = body.length === whole.flatMap(({ blocks }) => blocks).length && tail.length === small.length + drawMentions(how.mentions).length && shown.buttons.length === buttons.blocks.length;
  const text = drawNotice(card, how.mentions);
  if (isWhole) return { text, blocks: [...head, ...body, ...shown.buttons, ...tail], kept: buttons.kept };
  const { button, kept } = drawShowAll(card, how.say);
  const actions: KnownBlock = { type: 'actions', elements: [...(shown.buttons[0]?.elements ?? []), button] };
  return { text, blocks: [...head, ...body, context([how.say('slack.shortened')]), actions, ...tail], kept: [...buttons.kept, kept] };
}

/** No heading stands above nothing: it belongs to the first of what is below it. */
function withHeadings(drawn: readonly { isHeading: boolean; blocks: readonly KnownBlock[] }[]): KnownBlock[][] {
  const together: KnownBlock[][] = [];
  let headings: KnownBlock[] = [];
  for (const { isHeading: isOne, blocks: [first, ...rest] } of drawn) {
    if (first === undefined) continue;
    if (isOne) headings.push(first, ...rest);
    else {
      together.push([...headings, first], ...rest.map((block) => [block]));
      headings = [];
    }
  }
  return headings.length === 0 ? together : [...together, headings];
}

/** Everything a card says, in as many messages as that takes; the last has the buttons. */
export function drawWhole(card: Card, how: Manner): DrawnMessage[] {
  const end = drawButtons(card, how.say);
  const blocks = [...drawTitle(card), ...card.body.flatMap((block) => drawBlock(block, how.say)), ...end.blocks, ...drawSmall(card.small ?? [], how.say), ...drawMentions(how.mentions)];
  const messages = packBlocks(blocks);
  return messages.map((part, index) => ({ text: drawNotice(card, index === 0 ? how.mentions : []), blocks: part, kept: index === messages.length - 1 ? end.kept : [] }));
}

/** The first line of whatever notifies: words only, whoever is pinged last. */
function drawNotice(card: Card, mentions: readonly string[] = []): string {
  // Counted as it is read: what escaping adds must not cost the last words, which say until when.
  const line = escapeText(cut(tame(card.notice || card.title), limits.notice)) || '…';
  return [line, ...pinged(mentions)].join(' ');
}
const pinged = (mentions: readonly string[]): string[] => [...new Set(mentions)].filter((id) => /^\w[\w-]*$/.test(id)).slice(0, limits.mentions).map((id) => `<@${id}>`);
/** Where there are blocks, only a mention within them pings. */
const drawMentions = (mentions: readonly string[] = []): KnownBlock[] => (pinged(mentions).length === 0 ? [] : [context([pinged(mentions).join(' ')])]);

function drawTitle(card: Card): KnownBlock[] {
  const title = `${signs[card.tone]} ${card.title}`.trim();
  if (escapeText(title).length <= limits.header) return [{ type: 'header', text: plainText(title, limits.header) }];
  return [section(cutEscapedBold(toMrkdwn([{ bold: title }], (key) => key)))];
}
const cutEscapedBold = (bold: string): string => (bold.length <= limits.title ? bold : `${cutEscaped(bold, limits.title)}*`);

const context = (lines: readonly string[]): ContextBlock => ({ type: 'context', elements: lines.map((text) => ({ type: 'mrkdwn', text, verbatim: true })) });
function drawSmall(small: readonly Rich[], say: Say): KnownBlock[] {
  const lines = small.flatMap((line) => splitRich(line, limits.piece, costs)).map((line) => toMrkdwn(line, say, true).trim()).filter((line) => line !== '');
  const groups: string[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last === undefined || last.length === limits.contextElements || last.join('').length + line.length > limits.piece) groups.push([line]);
    else last.push(line);
  }
  return groups.map(context);
}
