import type { DeadLetter } from '../../domain/notifications/retry-dead.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { errorWords } from '../error-words.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** A select holds no more on every platform (Discord: 25). */
const mostChoices = 25;

/** What was given up, newest first: whom it was for, why it did not get through, and by itself once more. */
export function deadLettersCard(draw: Drawing, dead: readonly DeadLetter[]): Card {
  const { say } = draw;
  const named = ({ username, means, incident }: DeadLetter): string => [username ?? '?', say(`cards.means_${means}`), ...(incident === null ? [] : [incident])].join(' · ');
  const lines = dead.map((it): Rich => [{ bold: named(it) }, ...(it.finishedAt === null ? [] : [' · ', { time: it.finishedAt.toISOString(), style: 'datetime' as const }]), `: ${cut(tame(errorWords(it, say)), 160)}`]);
  const all = dead.length === 0 ? [] : button(draw, 'imas/dead-letters', 'imasCommands.retry_all', { retry: 'all' }, { style: 'primary', confirm: say('imasCommands.retry_all_sure') });
  const each = dead.slice(0, mostChoices).flatMap((it) => button(draw, 'imas/dead-letters', 'imasCommands.retry', { retry: it.id }).map((action) => ({ ...action, label: `${action.label}: ${named(it)}` })));
  return {
    ...cardOf({ title: say('imasCommands.dead_letters'), tone: dead.length === 0 ? 'good' : 'bad', text: dead.length === 0 ? [[say('imasCommands.no_dead_letters')]] : [], blocks: longList(lines, say), actions: [...all, ...button(draw, 'imas/status', 'imasCommands.status_button')] }),
    ...(each.length === 0 ? {} : { more: each }),
  };
}
