import type { TurnLine } from '../../domain/oncall/list-turns.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { levelWords, span } from './schedule.ts';

/** By which rule, in a word or two. */
const byWords = ({ by }: TurnLine, { say }: Drawing): string => (by.by === 'rotation' ? cut(tame(by.name), 80) : say(`schedules.by_${by.by}`));

/** Turns a line each, by start. */
export const turnLines = (turns: readonly TurnLine[], draw: Drawing, more: { names: boolean; teams: boolean }): Rich[] => turns.map((turn): Rich => [
  ...span(turn), ...(more.names ? [' · ', { person: turn.userId, name: turn.username }] : []), ` · ${more.teams ? `${turn.teamName}, ` : ''}${levelWords(turn.level, draw)} · ${byWords(turn, draw)}`,
]);

/** Who answers in the coming weeks: a team's turns, somebody's, or the reader's own. */
export function turnsCard(draw: Drawing, about: { team: string | undefined; name: string | undefined; isMine: boolean; weeks: number }, turns: readonly TurnLine[]): Card {
  const { say } = draw;
  const { team, name, isMine, weeks } = about;
  const args: Record<string, string> = team === undefined ? {} : { team };
  const title = isMine ? say('schedules.my_shifts', { n: weeks }) : name !== undefined ? say('schedules.shifts_of', { name, n: weeks }) : say('schedules.shifts_of', { name: team ?? '', n: weeks });
  return cardOf({
    title, text: turns.length === 0 ? [[say(isMine ? 'schedules.no_shifts_mine' : 'schedules.no_shifts')]] : [],
    blocks: longList(turnLines(turns, draw, { names: !isMine && name === undefined, teams: team === undefined }), say),
    actions: [...(team === undefined ? [] : button(draw, 'oncall/picture', 'calendars.picture_button', args)), ...button(draw, 'oncall/schedule', 'schedules.schedule_button', args), ...button(draw, 'oncall/rotation', 'schedules.rotations_button', args), ...button(draw, 'oncall/who', 'teamCommands.who_button', args)],
  });
}
