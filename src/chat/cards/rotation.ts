import type { Ahead } from '../../domain/oncall/gaps-ahead.ts';
import type { RotationLine } from '../../domain/oncall/find-rotation.ts';
import type { TurnLine } from '../../domain/oncall/list-turns.ts';
import type { Language } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { cut, tame } from '../notice.ts';
import { doubtfulHours, sayEvery, sayHandover, sayHours } from '../rotation-words.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';
import { aheadActions, aheadBlocks, levelWords } from './schedule.ts';
import { turnLines } from './turns.ts';

/** So many turns tell whether the rule does what was meant. */
const turnsShown = 4;

type Speaking = Drawing & { language: Language };

const people = ({ members }: RotationLine, { say }: Drawing): Rich => members.flatMap((member, index): Rich => [...(index === 0 ? [] : [' → ']), { person: member.userId, name: member.username }, ...(member.isActive ? [] : [` (${say('teamCommands.disabled')})`])]);
const ruleWords = (line: RotationLine, { say, language }: Speaking): string => say('schedules.rule', { every: sayEvery(line, say), handover: sayHandover(line, language), zone: line.zone });

/** All rotations of a team, or of all of them, a line each. */
export function rotationsCard(draw: Speaking, team: string | undefined, rotations: readonly RotationLine[]): Card {
  const { say } = draw;
  const args: Record<string, string> = team === undefined ? {} : { team };
  const lines = rotations.map((line): Rich => [
    { bold: cut(tame(team === undefined ? `${line.teamName}: ${line.name}` : line.name), 150) }, ` · ${levelWords(line.level, draw)} · ${ruleWords(line, draw)}${line.hours.length === 0 ? '' : ` · ${sayHours(line.hours, draw.language)}`} · `, ...people(line, draw),
  ]);
  return cardOf({
    title: team === undefined ? say('schedules.rotations_all') : say('schedules.rotations_of', { team }), text: rotations.length === 0 ? [[say('schedules.no_rotations')]] : [], blocks: longList(lines, say),
    actions: [...button(draw, 'oncall/rotation-create', 'schedules.rotation_new', args, rotations.length === 0 ? { style: 'primary' } : {}), ...(rotations.length === 0 ? [] : button(draw, 'oncall/rotation-edit', 'schedules.edit_button', args)), ...button(draw, 'oncall/shifts', 'schedules.shifts_button', args)],
  });
}

/** What is shown of one rotation: its turns as `comingTurns` gives them, and the one that `hiddenBy` names. */
export interface RotationMore { turns: readonly TurnLine[]; hidden: string | null }

/** One rotation with its coming turns. @param made what was just done with it, for everybody to see */
export function rotationCard(draw: Speaking, line: RotationLine, { turns, hidden }: RotationMore, made?: { title: string; ahead: Ahead; now: Date; /** Hours as they were typed. */ hours: string | undefined }): Card {
  const { say } = draw;
  const args = { team: line.teamName, rotation: line.id };
  const mine = turns.slice(0, turnsShown);
  const later = made !== undefined && line.startsAt > made.now;
  const doubt = made?.hours === undefined ? undefined : doubtfulHours(made.hours);
  const facts: Block = {
    kind: 'facts', facts: [
      { label: say('schedules.people'), value: people(line, draw) }, { label: say('schedules.rule_label'), value: [ruleWords(line, draw)] },
      ...(line.hours.length === 0 ? [] : [{ label: say('schedules.hours'), value: [sayHours(line.hours, draw.language)] }]), { label: say('schedules.level'), value: [levelWords(line.level, draw)] },
      ...(line.endsAt === null ? [] : [{ label: say('schedules.until'), value: [{ time: line.endsAt.toISOString(), style: 'datetime' as const }] }]),
    ],
  };
  return cardOf({
    title: cut(tame(made?.title ?? `${line.teamName}: ${line.name}`), 200), tone: hidden !== null || doubt !== undefined ? 'medium' : made === undefined ? 'neutral' : 'good',
    text: [
      ...(doubt === undefined ? [] : [[{ bold: say('schedules.doubtful_hours', doubt) }]]),
      ...(later ? [[say(line.before === null ? 'schedules.starts' : 'schedules.holds_from'), ' ', { time: line.startsAt.toISOString(), style: 'datetime' as const }]] : []),
      ...(hidden === null ? [] : [[{ bold: say('schedules.hidden', { name: cut(tame(hidden), 80) }) }]]),
    ],
    blocks: [facts, ...(mine.length === 0 ? [] : [{ kind: 'text' as const, text: [{ bold: say('schedules.coming_turns') }] }, ...longList(turnLines(mine, draw, { names: true, teams: false }), say)]), ...(made === undefined ? [] : aheadBlocks(draw, line, made.ahead))],
    actions: [
      ...(hidden === null ? [] : button(draw, 'oncall/rotation-edit', 'schedules.first_button', { ...args, position: '1' }, { style: 'primary' })),
      ...(made === undefined ? [] : aheadActions(draw, line, made.ahead).slice(0, -1)), ...button(draw, 'oncall/rotation-edit', 'schedules.edit_button', args), ...button(draw, 'oncall/rotation-delete', 'schedules.end_button', args, { style: 'danger', confirm: say('schedules.end_sure', { name: cut(tame(line.name), 80), team: line.teamName }) }),
    ],
  });
}

/** A rotation is over, and what that leaves open. */
export function endedCard(draw: Drawing, was: RotationLine, ahead: Ahead): Card {
  const title = draw.say('schedules.rotation_ended', { name: cut(tame(was.name), 80), team: was.teamName });
  return cardOf({ title, tone: ahead.gaps.length > 0 && ahead.pinned === null ? 'high' : 'neutral', blocks: aheadBlocks(draw, was, ahead), actions: aheadActions(draw, was, ahead) });
}
