import type { OnCall } from '../../domain/oncall/who-is-on-call.ts';
import type { TurnLine } from '../../domain/oncall/list-turns.ts';
import type { Handing } from '../../domain/oncall/pin.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { onCallLine } from './on-call-line.ts';
import { levelWords } from './schedule.ts';
import { turnLines } from './turns.ts';

/** Buttons beyond these would bury the first ones. */
const mostRotations = 3;

/** What else is said of who is on call. */
export interface WhoMore {
  /** Another instant than now. */
  at?: Date | undefined;
  /** The reader's id; absent when nobody in person asks. */
  me?: string | undefined;
  /** The reader's next turn within so many days. */
  mine?: { turn: TurnLine | undefined; days: number } | undefined;
  /** Of one team: what comes. */
  coming?: readonly TurnLine[] | undefined;
}

/** Who answers and why, a line a team; for the reader first whether they do. */
export function whoCard(draw: Drawing, rows: readonly OnCall[], { at, me, mine, coming = [] }: WhoMore): Card {
  const { say } = draw;
  const teams = [...Map.groupBy(rows, ({ teamId }) => teamId).values()];
  const one = teams.length === 1 ? teams[0]![0]! : undefined;
  const lines = teams.map((levels): Rich => [{ bold: levels[0]!.teamName }, ': ', ...onCallLine(levels, draw)]);
  const first = rows.filter(({ level, userId }) => level === 1 && userId !== null);
  return cardOf({
    title: one === undefined ? say('teamCommands.who_title') : say('teamCommands.who_title_of', { team: one.teamName }),
    tone: one?.userId === null ? 'bad' : 'neutral',
    text: [
      ...(at === undefined ? [] : [[`${say('oncall.at')} `, { time: at.toISOString(), style: 'datetime' as const }]]),
      ...(me === undefined ? [] : [[{ bold: meWords(rows.filter(({ userId }) => userId === me), at !== undefined, draw) }]]),
      ...(mine === undefined ? [] : [mine.turn === undefined ? [say('oncall.no_next', { n: mine.days })] : [`${say('oncall.your_next')} `, ...turnLines([mine.turn], draw, { names: false, teams: true })[0]!]]),
    ],
    blocks: [
      ...(teams.length === 0 ? [{ kind: 'text' as const, text: [say('teamCommands.no_teams')] }] : longList(lines, say)),
      ...(coming.length === 0 ? [] : [{ kind: 'text' as const, text: [{ bold: say('oncall.coming') }] }, { kind: 'list' as const, items: turnLines(coming, draw, { names: true, teams: false }) }]),
    ],
    actions: [
      // Whoever looks at another time must not change now by mistake.
      ...(at === undefined ? first.slice(0, mostRotations).flatMap((row) => rotation(draw, row, one !== undefined)) : []),
      ...button(draw, 'oncall/set', 'teamCommands.set_on_call', one === undefined ? {} : { team: one.teamName }),
      ...(one?.userId === null && at === undefined ? button(draw, 'oncall/rotation-create', 'schedules.rotation_new', { team: one.teamName }) : []),
      ...(one === undefined ? [] : button(draw, 'oncall/picture', 'calendars.picture_button', { team: one.teamName })),
    ],
  });
}

function meWords(mine: readonly OnCall[], isThen: boolean, draw: Drawing): string {
  const { say } = draw;
  // Whoever is only the backup must not think that the first page goes to them.
  const teams = [...Map.groupBy(mine, ({ teamId }) => teamId).values()].map(([first, ...more]) => (first!.level === 1 ? first!.teamName : `${first!.teamName} (${[first!, ...more].map(({ level }) => levelWords(level, draw)).join(', ')})`)).join(', ');
  if (isThen) return teams === '' ? say('oncall.you_are_not_then') : say('oncall.you_are_then', { teams });
  return teams === '' ? say('teamCommands.you_are_not') : say('teamCommands.you_are', { teams });
}

function rotation(draw: Drawing, row: OnCall, alone: boolean): CommandAction[] {
  const [action] = button(draw, 'oncall/rotate', 'teamCommands.rotate', { team: row.teamName, instead_of: row.userId ?? 'nobody' });
  return action === undefined ? [] : [{ ...action, label: alone ? action.label : `${action.label} ${row.teamName}` }];
}

/** The on-call went over: seen by everyone where it was said. */
export function handedCard(draw: Drawing, { teamName, before, after, isStranger = false }: Handing): Card {
  const { say } = draw;
  const text: Rich[] = [
    ...(before === null || before.userId === after?.userId ? [] : [[say('teamCommands.instead_of'), ' ', { person: before.userId, name: before.username }]]),
    ...(isStranger ? [[{ bold: say('oncall.not_member', { name: after!.username, team: teamName }) }]] : []),
  ];
  return cardOf({
    title: after === null ? say('teamCommands.unpinned', { team: teamName }) : say('teamCommands.now_on_call', { team: teamName, name: after.username }),
    tone: after === null ? 'high' : isStranger ? 'medium' : 'good', text,
    actions: [...button(draw, 'oncall/who', 'teamCommands.who_button', { team: teamName }), ...(isStranger ? button(draw, 'team/member', 'oncall.make_member', { team: teamName, user: after!.username, role: 'member' }) : [])],
  });
}
