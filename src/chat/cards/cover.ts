import type { TakenCover } from '../../domain/turns/take-cover.ts';
import type { CoverFacts, CoverLine } from '../../domain/turns/cover-facts.ts';
import type { Interval } from '../../domain/oncall/checked-interval.ts';
import type { TextKey } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Rich } from '../card.ts';
import type { Ask, Drawing } from '../command.ts';
import { sayMoment } from '../moment-words.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';

/** More turns are taken from the menu. */
const mostButtons = 5;
const mostListed = 30;

const states: Record<Exclude<CoverLine['status'], 'open'>, TextKey> = { taken: 'turns.cover_taken', withdrawn: 'turns.cover_withdrawn', lapsed: 'turns.cover_lapsed' };

/** Turns that somebody asks others to take, in the channel and as a direct message; whatever is settled has no button. */
export function coverCard(facts: CoverFacts, draw: Drawing): Card {
  const { say } = draw;
  const open = facts.lines.filter((line) => line.status === 'open');
  const [only] = facts.lines.length === 1 ? facts.lines : [];
  const takes = open.flatMap((line) => take(line, facts.lines.length === 1, draw));
  return {
    ...cardOf({
      title: titleOf(facts, draw), tone: open.length > 0 ? 'high' : facts.lines.every((line) => line.status === 'taken') ? 'good' : 'neutral',
      text: facts.reason === '' ? [] : [[cut(tame(facts.reason), 500)]],
      blocks: [
        { kind: 'list', items: facts.lines.slice(0, mostListed).map((line) => lineOf(line, facts, draw)) },
        ...(facts.lines.length > mostListed ? [{ kind: 'text' as const, text: [say('turns.and_more', { n: facts.lines.length - mostListed })] }] : []),
      ],
      actions: takes.slice(0, mostButtons),
      small: open.length === 0 ? [] : [[say(only === undefined ? 'turns.first_wins_each' : 'turns.first_wins', { name: facts.user.username }), ...(facts.isPayback ? [` ${say('turns.in_exchange', { name: facts.user.username })}`] : [])]],
    }),
    ...(takes.length > mostButtons ? { more: takes.slice(mostButtons) } : {}),
  };
}

/** The same for whoever asked: what they asked for, and how to take it back. */
export function askedCard(all: readonly CoverFacts[], draw: Ask, { startsAt, endsAt }: Interval, now: Date): Card {
  const { say } = draw;
  const turns = all.flatMap((facts) => facts.lines.map((line) => ({ facts, line })));
  const groupId = all[0]!.groupId;
  return cardOf({
    title: say('turns.asked', { n: turns.length }), tone: 'good',
    blocks: [{ kind: 'list', items: turns.slice(0, mostListed).map(({ facts, line }) => [{ bold: cut(tame(facts.teamName), 60) }, ' · ', ...lineOf(line, facts, draw)]) }],
    small: [[say('turns.stays_yours')], [say('schedules.as_said', { from: sayMoment(startsAt, draw, now), to: sayMoment(endsAt, draw, now), zone: draw.timeZone })]],
    actions: turns.some(({ line }) => line.status === 'open') ? button(draw, 'oncall/withdraw-cover', 'turns.withdraw', { cover: groupId }) : [],
  });
}

/** For whoever took it. */
export function takenCard({ cover, payback }: TakenCover, draw: Drawing): Card {
  const { say } = draw;
  const back: Rich[] = !cover.payback ? [] : [[payback === null ? say('turns.payback_none') : say('turns.payback_theirs', { name: cover.username, from: payback.startsAt.toISOString(), to: payback.endsAt.toISOString() })]];
  return cardOf({ title: say('turns.you_took', { team: cut(tame(cover.teamName), 60), name: cover.username, from: cover.startsAt.toISOString(), to: cover.endsAt.toISOString() }), tone: 'good', text: back });
}

function titleOf({ user, teamName, lines }: CoverFacts, { say }: Drawing): string {
  const params = { name: user.username, team: cut(tame(teamName), 60), n: lines.length };
  if (lines.length > 1) return say(lines.some((line) => line.status === 'open') ? 'turns.asks_many' : 'turns.asked_many', params);
  const { status, takenBy, startsAt, endsAt } = lines[0]!;
  return say(status === 'open' ? 'turns.asks' : `${states[status]}_title` as TextKey, { ...params, taker: takenBy?.username ?? '', from: startsAt.toISOString(), to: endsAt.toISOString() });
}

function lineOf({ level, startsAt, endsAt, status, takenBy, payback }: CoverLine, { user }: CoverFacts, { say }: Drawing): Rich {
  return [
    { time: startsAt.toISOString(), style: 'datetime' }, ' – ', { time: endsAt.toISOString(), style: 'datetime' }, ...(level === 1 ? [] : [` · ${say('turns.level', { level })}`]),
    ...(status === 'open' ? [] : [` · ${say(states[status], { taker: takenBy?.username ?? '', name: user.username })}`]),
    ...(payback === null ? [] : [` · ${say('turns.payback_line', { name: user.username, from: payback.startsAt.toISOString(), to: payback.endsAt.toISOString() })}`]),
  ];
}

function take({ id, startsAt }: CoverLine, isOnly: boolean, draw: Drawing): CommandAction[] {
  const actions = button(draw, 'oncall/take-cover', 'turns.i_take_it', { cover: id }, { style: 'primary' });
  return isOnly ? actions : actions.map(({ style: _, ...action }) => ({ ...action, label: draw.say('turns.i_take', { from: startsAt.toISOString() }) }));
}
