import fc from 'fast-check';
import type { Hours, Override, Rotation, Shift, TeamPlan } from '../../../src/domain/oncall/plan.ts';

/** Thirty zones: half hours, both hemispheres, changes at midnight, of thirty minutes and of two hours, none at all. */
export const zones = [
  'Europe/Paris', 'Europe/London', 'Europe/Lisbon', 'Europe/Moscow', 'Atlantic/Azores', 'America/Scoresbysund', 'America/Nuuk', 'America/St_Johns', 'America/New_York', 'America/Los_Angeles',
  'America/Havana', 'America/Asuncion', 'America/Santiago', 'Pacific/Easter', 'America/Sao_Paulo', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Beirut', 'Asia/Gaza', 'Asia/Jerusalem',
  'Asia/Tehran', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Australia/Adelaide', 'Australia/Eucla', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Antarctica/Troll',
] as const;

export const minuteMs = 60_000;
export const dayMs = 86_400_000;
/** A leap year. */
export const yearFrom = Date.UTC(2028, 0, 1);
export const yearTo = Date.UTC(2029, 0, 1);

const people = ['ana', 'bea', 'cy', 'dan', 'eve'];
const clockOf = (quarter: number): string => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
/** Midnight and the hours at which clocks change come up more often than the rest. */
const quarter = fc.oneof(fc.constantFrom(0, 4, 8, 9, 10, 12), fc.noBias(fc.nat(95)));
const hours = fc.record({ days: fc.constantFrom([1, 2, 3, 4, 5], [6, 7], [7], [2, 4], [1, 2, 3, 4, 5, 6, 7]), from: quarter.map(clockOf), to: fc.oneof(quarter.map(clockOf), fc.constant('24:00')) }) as fc.Arbitrary<Hours>;
/** Days from the beginning of the year; on quarters of the wall clock everywhere. */
const instant = (least: number, most: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min: least * 96, max: most * 96 })).map((quarters) => yearFrom + quarters * 15 * minuteMs);

const aRotation = (zone: string, level: number, position: number): fc.Arbitrary<Rotation> => fc.record({
  id: fc.constant(`r${level}.${position}`), name: fc.constant(`layer ${position}`), level: fc.constant(level), position: fc.constant(position), zone: fc.constant(zone),
  startsAt: instant(-77, 20), endsAt: fc.option(instant(150, 360), { freq: 1 }), every: fc.constantFrom(1, 1, 2, 3, 5, 12), unit: fc.constantFrom('hours', 'days', 'days', 'weeks'),
  handoverTime: quarter.map(clockOf), handoverDay: fc.option(fc.integer({ min: 1, max: 7 })),
  hours: fc.oneof(fc.constant([]), fc.noBias(fc.array(hours, { minLength: 1, maxLength: 3 })), fc.noBias(fc.array(hours, { minLength: 1, maxLength: 1 }))), members: fc.noBias(fc.array(fc.constantFrom(...people), { minLength: 2, maxLength: 4 })),
});

/** Entries that do not overlap, as the database makes sure. */
const entries = (kind: string): fc.Arbitrary<Shift[]> => fc.array(fc.record({ gap: fc.noBias(fc.nat(60 * 96)), length: fc.noBias(fc.integer({ min: 1, max: 14 * 96 })), userId: fc.constantFrom(...people), level: fc.constantFrom(1, 1, 2) }), { maxLength: 6 })
  .map((list) => {
    let at = yearFrom - 10 * dayMs;
    return list.map(({ gap, length, userId, level }, index) => {
      const startsAt = at + gap * 15 * minuteMs;
      at = startsAt + length * 15 * minuteMs;
      return { id: `${kind}${index}`, level, userId, startsAt, endsAt: at };
    });
  });

export const aPlan = (zone: string): fc.Arbitrary<TeamPlan> => fc.record({
  teamId: fc.constant('team'), pinned: fc.option(fc.constantFrom(...people), { freq: 1 }).map((pinned) => (pinned === 'ana' ? pinned : null)),
  shifts: entries('shift'), overrides: entries('override').map((list) => list.map((entry): Override => ({ ...entry, coverId: null }))),
  rotations: fc.tuple(aRotation(zone, 1, 1), aRotation(zone, 1, 2), aRotation(zone, 2, 1)),
  active: fc.subarray(people, { minLength: 4 }).map((some) => new Set(some)),
});
