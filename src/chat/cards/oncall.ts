import type { OnCall } from '../../domain/oncall/who-is-on-call.ts';
import type { Handing } from '../../domain/oncall/pin.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { onCallSpan, whyWords } from './team.ts';

/** Buttons beyond these would bury the first ones. */
const mostRotations = 3;

/** Who answers now and why; for the reader first whether they do. @param me the reader's id; absent when nobody in person asks */
export function whoCard(draw: Drawing, rows: readonly OnCall[], me: string | undefined): Card {
  const { say } = draw;
  const mine = rows.filter((row) => row.userId !== null && row.userId === me).map((row) => row.teamName);
  const lines = rows.map((row): Rich => [{ bold: row.teamName }, ': ', onCallSpan(row, draw), ...whyWords(row, draw)]);
  const one = rows.length === 1 ? rows[0] : undefined;
  return cardOf({
    title: one === undefined ? say('teamCommands.who_title') : say('teamCommands.who_title_of', { team: one.teamName }),
    tone: one?.userId === null ? 'bad' : 'neutral',
    text: me === undefined ? [] : [[{ bold: mine.length > 0 ? say('teamCommands.you_are', { teams: mine.join(', ') }) : say('teamCommands.you_are_not') }]],
    blocks: rows.length === 0 ? [{ kind: 'text', text: [say('teamCommands.no_teams')] }] : longList(lines, say),
    actions: [
      ...rows.filter((row) => row.userId !== null).slice(0, mostRotations).flatMap((row) => rotation(draw, row, one !== undefined)),
      ...button(draw, 'oncall/set', 'teamCommands.set_on_call', one === undefined ? {} : { team: one.teamName }),
      ...(rows.length > 0 && rows.every(({ teamId }) => teamId === rows[0]!.teamId) ? button(draw, 'oncall/picture', 'calendars.picture_button', { team: rows[0]!.teamName }) : []),
    ],
  });
}

function rotation(draw: Drawing, row: OnCall, alone: boolean): CommandAction[] {
  const [action] = button(draw, 'oncall/rotate', 'teamCommands.rotate', { team: row.teamName, instead_of: row.userId ?? 'nobody' });
  return action === undefined ? [] : [{ ...action, label: alone ? action.label : `${action.label} ${row.teamName}` }];
}

/** The on-call went over: seen by everyone where it was said. */
export function handedCard(draw: Drawing, { teamName, before, after }: Handing): Card {
  const { say } = draw;
  const text: Rich[] = before === null || before.userId === after?.userId ? [] : [[say('teamCommands.instead_of'), ' ', { person: before.userId, name: before.username }]];
  return cardOf({
    title: after === null ? say('teamCommands.unpinned', { team: teamName }) : say('teamCommands.now_on_call', { team: teamName, name: after.username }),
    tone: after === null ? 'high' : 'good', text, actions: button(draw, 'oncall/who', 'teamCommands.who_button', { team: teamName }),
  });
}
