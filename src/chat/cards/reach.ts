import type { OwnRule, Told } from '../../domain/notifications/rules/show-rules.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut } from '../notice.ts';
import { button } from './button.ts';
import { sayDuration } from './duration.ts';

type Say = Drawing['say'];
const when = (seconds: number, say: Say): string => (seconds === 0 ? say('reach.at_once') : say('reach.after', { wait: seconds % 60 === 0 ? sayDuration(seconds * 1000, say) : say('cards.seconds', { n: seconds }) }));
const by = (means: OwnRule['means'], address: string | null, say: Say): string => `${say(`cards.means_${means}`)}${address === null || address === '' ? '' : ` ${cut(address, 80)}`}`;

/** How somebody is told at high and at low urgency: their own rules by number, or the default rule as it works out. */
export function rulesCard(draw: Drawing, username: string, told: readonly Told[], isMe: boolean): Card {
  const { say } = draw;
  const whose: Record<string, string> = isMe ? {} : { user: username };
  const hasOwn = told.some(({ own }) => own.length > 0);
  return cardOf({
    title: say('reach.rules_of', { name: username }), blocks: told.flatMap((one) => blocksOf(one, say)),
    actions: [
      ...button(draw, 'user/rule', 'reach.add', { ...whose, do: 'add' }), ...(hasOwn ? button(draw, 'user/rule', 'reach.remove', { ...whose, do: 'remove' }) : []),
      ...(hasOwn ? button(draw, 'user/rule', 'reach.reset', { ...whose, do: 'reset' }, { confirm: say('reach.reset_sure') }) : []),
      ...button(draw, 'user/contact', 'userCommands.contacts_button', whose), ...(isMe ? button(draw, 'oncall/test', 'reach.test_button') : []),
    ].slice(0, 5),
  });
}

function blocksOf({ urgency, own, attempts, isRepeated }: Told, say: Say): Block[] {
  const heading: Rich = [{ bold: say(`reach.urgency_${urgency}`) }, ` · ${say(own.length === 0 ? 'reach.by_default' : 'reach.by_own')}`];
  const added = attempts.filter(({ rule }) => own.length > 0 && rule !== 'own');
  const line = ({ afterSeconds, means, address }: Pick<OwnRule, 'afterSeconds' | 'means' | 'address'>): string => say('reach.rule_line', { when: when(afterSeconds, say), by: by(means, address, say) });
  const works = new Set(attempts.map(({ means }) => means));
  const items: Rich[] = own.length === 0
    ? attempts.map((one): Rich => [line(one)])
    : [
      ...own.map((rule): Rich => [`${rule.position}. ${line(rule)}`, ...(works.has(rule.means) ? [] : [` · ${say('reach.counts_not')}`])]),
      ...added.map((one): Rich => [`${line(one)} · ${say('reach.never_chat_alone')}`]),
    ];
  const alone = urgency === 'high' && attempts.every(({ means }) => means === 'CHAT');
  return [{ kind: 'text', text: heading }, { kind: 'list', items: [...items, ...(isRepeated ? [[say('reach.rung_on')]] : []), ...(alone ? [[{ bold: say('reach.chat_only') }]] : [])] }];
}
