import type { Wanted } from '../../domain/people/wanted.ts';
import { cardOf } from '../answer.ts';
import type { Answer, Action, Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { wantedWords } from './access.ts';

/** What became of what somebody wanted. */
export interface Outcome { wanted: Wanted; /** undefined: it was too long ago, or nobody can say any more. */ answer: Answer | undefined }

/** A direct message to somebody who was let in or linked: that they were, and what came of what they wanted. */
export function letInCard(draw: Drawing, title: string, outcome: Outcome | undefined): Card {
  if (outcome === undefined) return cardOf({ title, tone: 'good' });
  const { say } = draw;
  const { wanted, answer } = outcome;
  const line = (key: 'access.done_for_you' | 'access.needs_more' | 'access.not_done'): Rich => [say(key), ' ', { code: wantedWords(wanted) }];
  if (answer?.kind === 'card') {
    const { card } = answer;
    const body: Block[] = [{ kind: 'text', text: [{ bold: card.title }] }, ...card.body];
    return { ...cardOf({ title, tone: 'good', text: [line('access.done_for_you')], blocks: body, actions: card.actions, small: card.small ?? [] }), ...(card.more === undefined ? {} : { more: card.more }) };
  }
  const again = answer === undefined ? ('command' in wanted ? wanted : undefined) : answer.form;
  const actions: Action[] = again === undefined || !draw.has(again.command) ? [] : [{ label: say('access.do_it'), command: again.command, args: again.args, style: 'primary' }];
  return cardOf({ title, tone: 'good', text: [line(answer === undefined ? 'access.not_done' : 'access.needs_more')], actions });
}
