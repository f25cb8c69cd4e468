import type { Ahead, Twice } from '../../domain/oncall/gaps-ahead.ts';
import type { Interval } from '../../domain/oncall/checked-interval.ts';
import type { OverrideLine } from '../../domain/oncall/find-override.ts';
import type { ShiftLine } from '../../domain/oncall/find-shift.ts';
import type { TextKey } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Block, Card, CommandAction, Rich } from '../card.ts';
import type { Ask, Drawing } from '../command.ts';
import { otherReading, sayMoment } from '../moment-words.ts';
import { cut, tame } from '../notice.ts';
import { button } from './button.ts';
import { longList } from './long-list.ts';

/** More of them are a schedule that nobody has written yet. */
const mostGaps = 5;

const at = (date: Date): Rich[number] => ({ time: date.toISOString(), style: 'datetime' });
/** From when to when, on the reader's clock. */
export const span = ({ startsAt, endsAt }: Interval): Rich => [at(startsAt), ' – ', at(endsAt)];
export const levelWords = (level: number, { say }: Drawing): string => (level === 1 ? say('schedules.primary') : level === 2 ? say('schedules.backup') : say('schedules.level_n', { n: level }));
const person = (line: { userId: string; username: string; isActive: boolean }, { say }: Drawing): Rich => [{ person: line.userId, name: line.username }, ...(line.isActive ? [] : [` (${say('teamCommands.disabled')})`])];

/** Entries or overrides, a line each. */
const lines = (rows: readonly (ShiftLine | OverrideLine)[], draw: Drawing): Rich[] => rows.map((row): Rich => [
  ...span(row), ' · ', ...person(row, draw), ` · ${row.teamName}, ${levelWords(row.level, draw)}`, ...('reason' in row && row.reason !== '' ? [` · ${cut(tame(row.reason), 200)}`] : []),
]);

/** What a team's schedule says from now on. @param team unset: of all teams */
export function scheduleCard(draw: Drawing, team: string | undefined, shifts: readonly ShiftLine[], overrides: readonly OverrideLine[]): Card {
  const { say } = draw;
  const args: Record<string, string> = team === undefined ? {} : { team };
  const heading = (key: TextKey): Block => ({ kind: 'text', text: [{ bold: say(key) }] });
  return cardOf({
    title: team === undefined ? say('schedules.entries_all') : say('schedules.entries_of', { team }), text: shifts.length === 0 ? [[say('schedules.no_entries')]] : [],
    blocks: [...longList(lines(shifts, draw), say), ...(overrides.length === 0 ? [] : [heading('schedules.overrides'), ...longList(lines(overrides, draw), say)])],
    actions: [
      ...button(draw, 'oncall/schedule-add', 'schedules.add_button', args), ...(shifts.length === 0 ? [] : [...button(draw, 'oncall/schedule-edit', 'schedules.edit_button', args), ...button(draw, 'oncall/schedule-remove', 'schedules.remove_button', args)]),
      ...button(draw, 'oncall/rotation', 'schedules.rotations_button', args), ...(team === undefined ? button(draw, 'oncall/shifts', 'schedules.shifts_button', args) : button(draw, 'oncall/picture', 'calendars.picture_button', args)),
    ],
  });
}

/** Overrides from now on. */
export function overridesCard(draw: Drawing, team: string | undefined, overrides: readonly OverrideLine[]): Card {
  const { say } = draw;
  const args: Record<string, string> = team === undefined ? {} : { team };
  return cardOf({
    title: team === undefined ? say('schedules.overrides_all') : say('schedules.overrides_of', { team }), text: overrides.length === 0 ? [[say('schedules.no_overrides')]] : [], blocks: longList(lines(overrides, draw), say),
    actions: [...button(draw, 'oncall/override', 'schedules.override_button', args), ...(overrides.length === 0 ? [] : button(draw, 'oncall/override-remove', 'schedules.remove_button', args))],
  });
}

/** What was written into the schedule, as it was typed, and what that leaves open. Seen by everyone where it was said. */
export function writtenCard(ask: Ask, title: string, row: ShiftLine | OverrideLine, ahead: Ahead, now: Date): Card {
  const { say } = ask;
  const isOver = row.endsAt <= now;
  const text: Rich[] = [
    [...person(row, ask), ' · ', ...span(row), ` · ${levelWords(row.level, ask)}`],
    ...('reason' in row && row.reason !== '' ? [[cut(tame(row.reason), 500)]] : []),
    ...(isOver ? [[{ bold: say('schedules.is_over') }]] : []),
    ...doubled(ask, row),
  ];
  return cardOf({
    title, tone: isOver ? 'medium' : 'good', text, blocks: aheadBlocks(ask, row, ahead), actions: aheadActions(ask, row, ahead),
    small: [[say('schedules.as_said', { from: sayMoment(row.startsAt, ask, now), to: sayMoment(row.endsAt, ask, now), zone: ask.timeZone })]],
  });
}

/** A time that the clock shows twice: which is meant, and how to say the other. */
function doubled({ say, timeZone }: Ask, { startsAt, endsAt }: Interval): Rich[] {
  return [startsAt, endsAt].flatMap((moment): Rich[] => {
    const other = otherReading(moment, timeZone);
    return other === undefined ? [] : [[say('schedules.doubled', { time: moment.toISOString(), which: say(Date.parse(other) > moment.getTime() ? 'schedules.first_of_two' : 'schedules.second_of_two') }), ' ', { code: other }]];
  });
}

interface Where { teamName: string; level: number }

/** Whoever stands in the way, and when nobody answers in the coming two weeks. */
export function aheadBlocks(draw: Drawing, where: Where, { pinned, gaps, twice }: Ahead): Block[] {
  const { say } = draw;
  const same = twice.length === 0 ? [] : [twiceBlock(draw, twice)];
  if (pinned !== null) return [...same, { kind: 'text', text: [{ bold: say('schedules.pinned_above', { name: pinned }) }] }];
  if (gaps.length === 0) return [...same, { kind: 'text', text: [say('schedules.no_gaps')] }];
  const more = gaps.length - mostGaps;
  return [
    ...same, { kind: 'text', text: [{ bold: say('schedules.gaps', { level: levelWords(where.level, draw), team: where.teamName }) }] },
    { kind: 'list', items: gaps.slice(0, mostGaps).map(span) }, ...(more > 0 ? [{ kind: 'text' as const, text: [say('schedules.more_gaps', { n: more })] }] : []),
  ];
}

/** The same person at two levels: nobody else comes after them. */
function twiceBlock(draw: Drawing, [first, ...more]: readonly Twice[]): Block {
  const { username: name, levels: [low, high] } = first!;
  return { kind: 'text', text: [
    { bold: draw.say('schedules.twice', { name, level: levelWords(low, draw), other: levelWords(high, draw) }) }, ' ', ...span(first!), ...(more.length === 0 ? [] : [` ${draw.say('schedules.more_twice', { n: more.length })}`]),
  ] };
}

/** Fills the first gap, or takes away what hides the schedule. */
export function aheadActions(draw: Drawing, { teamName: team, level }: Where, { pinned, gaps }: Ahead): CommandAction[] {
  const [first] = gaps;
  return [
    ...(pinned === null ? [] : button(draw, 'oncall/set', 'schedules.unpin_button', { team, user: 'none' })),
    ...(first === undefined ? [] : button(draw, 'oncall/schedule-add', 'schedules.fill_button', { team, level: String(level), from: first.startsAt.toISOString(), to: first.endsAt.toISOString() }, { style: 'primary' })),
    ...button(draw, 'oncall/schedule', 'schedules.schedule_button', { team }),
  ];
}

/** What was taken out, and what that leaves open. */
export function removedCard(draw: Drawing, title: string, was: ShiftLine | OverrideLine, ahead: Ahead): Card {
  return cardOf({ title, tone: ahead.gaps.length > 0 && ahead.pinned === null ? 'high' : 'neutral', text: [[...span(was), ` · ${levelWords(was.level, draw)}`]], blocks: aheadBlocks(draw, was, ahead), actions: aheadActions(draw, was, ahead) });
}
