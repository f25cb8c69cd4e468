import type { Feed } from '../../domain/oncall/calendar/feed.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';

const titleOf = ({ say }: Drawing, team: string | null): string => (team === null ? say('calendars.mine') : say('calendars.of_team', { team }));
const local = /^https?:\/\/(?:localhost|127\.|\[::1\])/;

/** A new secret address. @param team its name; null: the reader's own turns */
export function addressCard(draw: Drawing, { url, ended }: { url: string; ended: number }, team: string | null): Card {
  const { say } = draw;
  return cardOf({
    title: titleOf(draw, team), tone: 'good',
    blocks: [{ kind: 'code', code: url, label: say('calendars.address') }],
    small: [[say('calendars.lasting')], ...(ended > 0 ? [[say('calendars.replaced', { n: ended })]] : []), ...(local.test(url) ? [[say('calendars.not_reachable')]] : [])],
  });
}

/** The addresses there are already, which nobody can read back, and what may be done about that. */
export function feedsCard(draw: Drawing, feeds: readonly Feed[], team: string | null): Card {
  const { say } = draw;
  const args = team === null ? {} : { team };
  const at = (date: Date) => ({ time: date.toISOString(), style: 'datetime' as const });
  const lines = feeds.map(({ createdAt, lastUsedAt }): Rich => [`${say('calendars.made')} `, at(createdAt), ' · ', ...(lastUsedAt === null ? [say('calendars.unread')] : [`${say('calendars.read')} `, at(lastUsedAt)])]);
  return cardOf({
    title: titleOf(draw, team), text: [[say('calendars.live', { n: feeds.length })]], blocks: [{ kind: 'list', items: lines }],
    actions: [
      ...button(draw, 'oncall/calendar', 'calendars.renew', { ...args, how: 'renew' }, { style: 'primary' }),
      ...button(draw, 'oncall/calendar', 'calendars.add', { ...args, how: 'add' }),
      ...button(draw, 'oncall/calendar', 'calendars.end', { ...args, how: 'end' }, { style: 'danger' }),
    ],
  });
}
