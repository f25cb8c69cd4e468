import type { ModalView } from '@slack/types';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import { cut, tame } from '../notice.ts';

/** Slack's limits for a modal's title and buttons, and for a text; characters. */
const titleMax = 24;
const textMax = 3000;

const saying = (title: string, text: string, say: Say): ModalView => ({
  type: 'modal', title: { type: 'plain_text', text: cut(title, titleMax) }, close: { type: 'plain_text', text: cut(say('slackIncoming.close'), titleMax) },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: cut(text, textMax), emoji: false } }],
});

/** The modal of a form whose answer takes longer than Slack waits. */
export const workingView = (say: Say): ModalView => saying(say('slackIncoming.working'), say('slackIncoming.working_text'), say);
/** What became of it, in a line; the card itself is answered where the form was asked for. */
export const doneView = (card: Card, say: Say): ModalView => saying('IMAS', tame(card.title) || '…', say);
