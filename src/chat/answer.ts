import type { Action, Answer, Block, Card, Rich, Tone } from './card.ts';
import { notice } from './notice.ts';

/** What an answer of a few lines is made of. */
export interface Reply {
  title: string;
  tone?: Tone;
  text?: readonly Rich[];
  blocks?: readonly Block[];
  actions?: readonly Action[];
  small?: readonly Rich[];
}

/** A card from its title; the notice is the title, cut. */
export const cardOf = ({ title, tone = 'neutral', text = [], blocks = [], actions = [], small = [] }: Reply): Card => ({
  title, tone, notice: notice(title), body: [...text.map((line) => ({ kind: 'text' as const, text: line })), ...blocks], actions,
  ...(small.length === 0 ? {} : { small }),
});

/** An answer for the asker alone. */
export const reply = (it: Reply): Answer => ({ kind: 'card', card: cardOf(it), private: true });
/** “Done”: what was changed, in a line. */
export const done = (title: string, more: Omit<Reply, 'title' | 'tone'> = {}): Answer => reply({ title, tone: 'good', ...more });
