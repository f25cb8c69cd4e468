import { dayMs, weekdayOf } from '../oncall/rotation-pattern.ts';
import { instantOf, localAt } from '../oncall/zone-clock.ts';
import type { Duty } from '../oncall/duties.ts';

/** By which somebody is reminded of a turn, with the instant (epoch milliseconds). */
export interface ReminderTime { kind: 'day-before' | 'hour-before'; at: number }

const hourMs = 3_600_000;
const oClock = 17;
/** Nobody is reminded of what is shorter, unless somebody was put in there for it. */
const shortest = 4 * hourMs;

/**
 * When somebody is reminded of their turn: at 17:00 where they live on the working day before, and an hour before
 * (spec §6).
 * @param zone IANA name, of the person
 * @param workDays ISO weekdays; none: every day is one
 */
export function reminderTimes({ from, to, byOverride }: Duty, zone: string, workDays: readonly number[]): ReminderTime[] {
  if (to - from < shortest && !byOverride) return [];
  let day = Math.floor(localAt(zone, from) / dayMs) * dayMs - dayMs;
  while (workDays.length > 0 && !workDays.some((workDay) => workDay % 7 === weekdayOf(day))) day -= dayMs;
  return [
    { kind: 'day-before', at: instantOf(zone, day + oClock * hourMs) },
    { kind: 'hour-before', at: from - hourMs },
  ];
}

/** What could not be said in time is left out: the later reminder, or the turn itself, says more. */
const lateMs = { 'day-before': 6 * hourMs, 'hour-before': hourMs };

/** Is it time for it, and not too late? */
export const isDue = ({ kind, at }: ReminderTime, now: number): boolean => at <= now && now < at + lateMs[kind];
