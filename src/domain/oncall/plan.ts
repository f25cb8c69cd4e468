/**
 * What a team wrote down about its on-call, as plain values, for the pure functions that read it. Instants are epoch
 * milliseconds, intervals half-open. At one level the pin answers first (level 1 only), then an override, then a
 * schedule entry, then the rotations by position. Who is not `active` is as if absent: the next of these answers.
 */
export interface TeamPlan {
  teamId: string;
  pinned: string | null;
  shifts: readonly Shift[];
  /** By level, then position. */
  rotations: readonly Rotation[];
  overrides: readonly Override[];
  /** Ids of the people who count. */
  active: ReadonlySet<string>;
}

/** A schedule entry. */
export interface Shift { id: string; level: number; userId: string; startsAt: number; endsAt: number }

/** Replaces part of whatever else is said of its level; `coverId` when somebody took over a turn. */
export interface Override extends Shift { coverId: string | null }

/** Part of some weekdays (1 = Monday), on the clock of the rotation's zone; `to` not after `from` is on the next day. `24:00` may be said. */
export interface Hours { days: readonly number[]; from: string; to: string }

export type RotationUnit = 'hours' | 'days' | 'weeks';

/** A rule that makes turns. */
export interface Rotation {
  id: string;
  name: string;
  level: number;
  /** Of several at one level the lowest that answers wins. */
  position: number;
  /** IANA name. */
  zone: string;
  /** Here the first member takes over; before it nobody answers by this rule. */
  startsAt: number;
  endsAt: number | null;
  /** A turn lasts so many units. */
  every: number;
  unit: RotationUnit;
  /** HH:MM on the wall clock of the zone. */
  handoverTime: string;
  /** 1 = Monday; for weeks only, otherwise null. */
  handoverDay: number | null;
  /** Empty: always. */
  hours: readonly Hours[];
  /** Ids in the order of their turns. */
  members: readonly string[];
}

/** By which rule somebody answers. */
export type By = { by: 'pin' } | { by: 'override'; id: string } | { by: 'shift'; id: string } | { by: 'rotation'; id: string; name: string };

/** Somebody answers by one rule from an instant until another. */
export interface Turn { level: number; userId: string; by: By; from: number; to: number }

/** The levels that a plan speaks of; the first one always is. */
export const levelsOf = (plan: TeamPlan): number[] =>
  [...new Set([1, ...plan.shifts.map(({ level }) => level), ...plan.overrides.map(({ level }) => level), ...plan.rotations.map(({ level }) => level)])].sort((a, b) => a - b);
