import type { Tried } from '../../domain/notifications/test-pager.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { errorWords } from '../error-words.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';

const waits = (one: Tried): boolean => one.status === 'queued' || one.status === 'sending';

/** What came of a test of one's own pager, means by means. */
export function pagerTestCard(draw: Drawing, test: string, tried: readonly Tried[]): Card {
  const { say } = draw;
  const isOver = tried.some(({ status }) => status === 'acted') || !tried.some(waits);
  const items = tried.map((one): Rich => [
    { bold: say(`cards.means_${one.means}`) }, ...(one.address === '' ? [] : [` ${cut(one.address, 80)}`]), ` · ${say(`cards.receipt_${one.status as 'queued'}`)}`,
    ...(one.status === 'queued' ? [' ', { time: one.dueAt.toISOString(), style: 'time' as const }] : one.at === null ? [] : [' ', { time: one.at.toISOString(), style: 'time' as const }]),
    ...(one.error === null ? [] : [` (${cut(tame(errorWords(one, say)), 200)})`]),
  ]);
  const failed = tried.some(({ status }) => status === 'dead');
  return cardOf({
    title: say(isOver ? 'reach.test_over' : 'reach.test_runs'), tone: failed ? 'bad' : isOver ? 'good' : 'neutral', blocks: [{ kind: 'list', items }],
    text: tried.every(({ means }) => means === 'CHAT') ? [[say('reach.chat_only')]] : [],
    actions: [
      ...(isOver ? [] : button(draw, 'oncall/test-ok', 'reach.test_ok', { test }, { style: 'primary' })), ...button(draw, 'oncall/test-shown', 'reach.look_again', { test }),
      ...button(draw, 'user/contact', 'userCommands.contacts_button'), ...button(draw, 'user/rule', 'reach.rules_button'),
    ],
  });
}
