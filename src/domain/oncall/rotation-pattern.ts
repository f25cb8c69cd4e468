import type { Rotation } from './plan.ts';
import { localAt } from './zone-clock.ts';

const minuteMs = 60_000;
export const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** On the wall clock. */
export const unitMs = { hours: 3_600_000, days: dayMs, weeks: weekMs };

/** A part of a day, in milliseconds from its midnight; may reach into the next day. */
export interface Span { from: number; to: number }

/** A rotation read once, on the wall clock of its zone (local times as in `localAt`). */
export interface Pattern {
  /** When period 0 begins on the clock: the last hand-over not after the rotation's start. */
  anchor: number;
  step: number;
  /** By weekday, Sunday = 0; undefined: always. */
  spans: readonly (readonly Span[])[] | undefined;
  /** How many periods with coverage come before the n-th of a cycle, after which the weekdays repeat; last: in all of it. */
  covered: readonly number[];
  /** 1 when nothing is left of the coverage of period 0 at the rotation's start. */
  lost: number;
}

const patterns = new WeakMap<Rotation, Pattern>();

export function patternOf(rotation: Rotation): Pattern {
  const found = patterns.get(rotation);
  if (found !== undefined) return found;
  const made = readPattern(rotation);
  patterns.set(rotation, made);
  return made;
}

/**
 * Whose turn a period is. **Turns advance only over periods that have coverage**: with restricted hours a period of
 * which no minute is covered (a Saturday of a daily rotation on weekdays) is nobody's turn and the next member waits
 * for the next covered one, so that nobody's turn is ever used up by a time at which nobody answers. What counts is the
 * clock: an hour that is skipped in spring is a turn that was had.
 * @param period 0 is the one in which the rotation starts
 * @returns index into the members
 */
export function turnOf({ covered, lost }: Pattern, period: number, members: number): number {
  const cycle = covered.length - 1;
  const before = Math.floor(period / cycle) * covered[cycle]! + covered[period % cycle]!;
  return Math.max(0, before - (period > 0 ? lost : 0)) % members;
}

function readPattern(rotation: Rotation): Pattern {
  const step = rotation.every * unitMs[rotation.unit];
  const start = localAt(rotation.zone, rotation.startsAt);
  const anchor = anchorOf(rotation, start, step);
  if (rotation.hours.length === 0) return { anchor, step, spans: undefined, covered: [0, 1], lost: 0 };
  const { spans, covered } = weekOf(rotation, anchor, step);
  return { anchor, step, spans, covered, lost: covered[1] === 1 && !isCovered(spans, start, anchor + step) ? 1 : 0 };
}

type Week = Pick<Pattern, 'covered'> & { spans: Span[][] };
/** Rotations of one habit have one week: of hundreds of teams it is read once. */
const weeks = new Map<string, Week>();
const mostWeeks = 1000;

function weekOf(rotation: Rotation, anchor: number, step: number): Week {
  const key = `${step} ${anchor % weekMs} ${rotation.hours.map(({ days, from, to }) => `${days.join('')} ${from} ${to}`).join()}`;
  const known = weeks.get(key);
  if (known !== undefined) return known;
  const spans = spansOf(rotation);
  const covered = [0];
  for (let n = 0; n < weekMs / common(step, weekMs); n += 1) covered.push(covered[n]! + (isCovered(spans, anchor + n * step, anchor + (n + 1) * step) ? 1 : 0));
  if (weeks.size >= mostWeeks) weeks.clear();
  weeks.set(key, { spans, covered });
  return { spans, covered };
}

function anchorOf({ unit, handoverTime, handoverDay }: Rotation, start: number, step: number): number {
  let anchor = Math.floor(start / dayMs) * dayMs;
  if (unit === 'weeks' && handoverDay !== null) anchor -= ((weekdayOf(anchor) - handoverDay + 7) % 7) * dayMs;
  anchor += minutesOf(handoverTime) * minuteMs;
  if (anchor > start) anchor -= unit === 'weeks' ? weekMs : dayMs;
  return anchor + Math.floor((start - anchor) / step) * step;
}

function spansOf({ hours }: Rotation): Span[][] {
  return Array.from({ length: 7 }, (_, weekday) => hours.filter(({ days }) => days.some((day) => day % 7 === weekday)).map(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return { from: start * minuteMs, to: end * minuteMs + (end > start ? 0 : dayMs) };
  }));
}

function isCovered(spans: readonly (readonly Span[])[], from: number, to: number): boolean {
  // The day before may reach into the first; after a week all days were seen.
  const first = Math.floor(from / dayMs) * dayMs - dayMs;
  for (let day = first; day < to && day <= first + weekMs + dayMs; day += dayMs) {
    if (spans[weekdayOf(day)]!.some((span) => day + span.from < to && day + span.to > from)) return true;
  }
  return false;
}

/** Sunday = 0; of a local time. The first day of 1970 was a Thursday. */
export const weekdayOf = (local: number): number => (((Math.floor(local / dayMs) + 4) % 7) + 7) % 7;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

function common(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
