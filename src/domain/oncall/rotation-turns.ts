import type { Rotation } from './plan.ts';
import { dayMs, patternOf, turnOf, weekdayOf, type Pattern } from './rotation-pattern.ts';
import { instantOf, localAt } from './zone-clock.ts';

/** A piece of time, and who has it. */
export interface Piece { from: number; to: number; userId: string }

/**
 * Who answers by a rotation at an instant; null: outside its life or its hours, or it has no members. Every time of the
 * wall clock, of a hand-over or of an hour's edge, becomes an instant as `instantOf` says: a doubled one counts once,
 * at its first showing, and one that is skipped comes as much later.
 */
export function rotationAt(rotation: Rotation, at: number): string | null {
  if (rotation.members.length === 0 || at < rotation.startsAt || at >= (rotation.endsAt ?? Infinity)) return null;
  const pattern = patternOf(rotation);
  if (pattern.spans !== undefined && !windowsBetween(rotation, pattern, at, at + 1).length) return null;
  return memberOf(rotation, pattern, periodAt(rotation, pattern, at));
}

/** The turns of a rotation inside [from, to), cut to it, in order of time. Every turn is its own piece. */
export function rotationTurns(rotation: Rotation, from: number, to: number): Piece[] {
  const [start, end] = [Math.max(from, rotation.startsAt), Math.min(to, rotation.endsAt ?? Infinity)];
  if (rotation.members.length === 0 || start >= end) return [];
  const pattern = patternOf(rotation);
  const windows = pattern.spans === undefined ? [{ from: start, to: end }] : windowsBetween(rotation, pattern, start, end);
  const pieces: Piece[] = [];
  for (const window of windows) {
    for (let at = window.from; at < window.to;) {
      const period = periodAt(rotation, pattern, at);
      const until = Math.min(window.to, periodEnd(rotation, pattern, period));
      pieces.push({ from: at, to: until, userId: memberOf(rotation, pattern, period) });
      at = until;
    }
  }
  return pieces;
}

/** The next instant after another at which a rotation may answer otherwise; null: never. */
export function rotationChange(rotation: Rotation, after: number): number | null {
  const end = rotation.endsAt ?? Infinity;
  if (rotation.members.length === 0 || after >= end) return null;
  if (after < rotation.startsAt) return rotation.startsAt < end ? rotation.startsAt : null;
  const pattern = patternOf(rotation);
  let next = rotation.members.length > 1 ? Math.min(end, periodEnd(rotation, pattern, periodAt(rotation, pattern, after))) : end;
  if (pattern.spans !== undefined) {
    // Within nine days every edge of a week's hours is met once; a zone that skipped a day is looked at again.
    next = Math.min(next, after + 9 * dayMs);
    for (const window of windowsBetween(rotation, pattern, after, next)) {
      for (const edge of [window.from, window.to]) if (edge > after && edge < next) next = edge;
    }
  }
  return next === Infinity ? null : next;
}

const memberOf = ({ members }: Rotation, pattern: Pattern, period: number): string => members[turnOf(pattern, period, members.length)]!;

/** The last period that has begun. */
function periodAt({ zone }: Rotation, { anchor, step }: Pattern, at: number): number {
  let period = Math.floor((localAt(zone, at) - anchor) / step);
  // Near a change of the clock the face alone does not tell.
  while (instantOf(zone, anchor + (period + 1) * step) <= at) period += 1;
  while (period > 0 && instantOf(zone, anchor + period * step) > at) period -= 1;
  return Math.max(0, period);
}

const periodEnd = ({ zone }: Rotation, { anchor, step }: Pattern, period: number): number => instantOf(zone, anchor + (period + 1) * step);

/** When a rotation's hours are on inside [from, to), cut to it; hours that meet or overlap are one. */
function windowsBetween({ zone }: Rotation, { spans }: Pattern, from: number, to: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  // Hours may begin the day before, and a change of the clock may move them by another.
  const last = localAt(zone, to) + dayMs;
  for (let day = Math.floor(localAt(zone, from) / dayMs) * dayMs - 2 * dayMs; day <= last; day += dayMs) {
    for (const span of spans![weekdayOf(day)]!) {
      const window = { from: Math.max(from, instantOf(zone, day + span.from)), to: Math.min(to, instantOf(zone, day + span.to)) };
      if (window.from < window.to) found.push(window);
    }
  }
  found.sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const window of found) {
    const before = joined.at(-1);
    if (before !== undefined && window.from <= before.to) before.to = Math.max(before.to, window.to);
    else joined.push(window);
  }
  return joined;
}
