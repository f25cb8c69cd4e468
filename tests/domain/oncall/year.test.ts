import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextChange } from '../../../src/domain/oncall/next-change.ts';
import { onCallAt } from '../../../src/domain/oncall/on-call-at.ts';
import { levelsOf, type TeamPlan } from '../../../src/domain/oncall/plan.ts';
import { gapsBetween, turnsBetween } from '../../../src/domain/oncall/turns-between.ts';
import { instantOf, localAt } from '../../../src/domain/oncall/zone-clock.ts';
import { naively } from './naive.ts';
import { aPlan, dayMs, minuteMs, yearFrom, yearTo, zones } from './plans.ts';

const changesOf = (zone: string): number[] => {
  const found: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(yearFrom).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  for (; at !== null && at !== undefined && at.epochMilliseconds < yearTo; at = at.getTimeZoneTransition('next')) found.push(at.epochMilliseconds);
  return found;
};
/** Every minute near a change of the clock, and others spread over the year. */
const minutesIn = (zone: string): number[] => [
  ...changesOf(zone).flatMap((change) => Array.from({ length: 480 }, (_, n) => change + (n - 240) * minuteMs)),
  ...Array.from({ length: 900 }, (_, n) => yearFrom + Math.floor((n * 585.57)) * minuteMs),
];
const answers = (plan: TeamPlan, at: number) => onCallAt(plan, at).map(({ level, userId, by }) => ({ level, userId, by }));

test('thirty zones are told apart, and one of them changes at midnight', () => {
  expect(new Set(zones).size).toBe(30);
  expect(zones.some((zone) => changesOf(zone).some((change) => localAt(zone, change) % dayMs === 3_600_000))).toBe(true);
});

test.each(zones)('exactly one person is on call at each covered minute of a year in %s', (zone) => {
  const minutes = minutesIn(zone);
  fc.assert(fc.property(aPlan(zone), (plan) => {
    const expected = naively(plan, yearTo);
    const turns = turnsBetween(plan, yearFrom, yearTo);
    const gaps = gapsBetween(plan, yearFrom, yearTo);
    for (const level of levelsOf(plan)) {
      // Turns and gaps follow each other without a seam: no minute of the year has two people or is forgotten.
      const pieces = [...turns, ...gaps.map((gap) => ({ ...gap, userId: null, by: null }))].filter((piece) => piece.level === level).sort((a, b) => a.from - b.from);
      expect([pieces[0]!.from, pieces.at(-1)!.to]).toEqual([yearFrom, yearTo]);
      for (const [n, piece] of pieces.entries()) {
        if (n > 0 && piece.from !== pieces[n - 1]!.to) expect([level, piece]).toEqual([level, { ...piece, from: pieces[n - 1]!.to }]);
        for (const at of [piece.from, piece.to - 1]) {
          const { userId, by } = onCallAt(plan, at)[level - 1]!;
          if (userId !== piece.userId || JSON.stringify(by) !== JSON.stringify(piece.by) || expected(level, at) !== userId) expect([level, at, userId, by, expected(level, at)]).toEqual([level, at, piece.userId, piece.by, piece.userId]);
        }
      }
      for (const at of minutes) {
        const { userId } = onCallAt(plan, at)[level - 1]!;
        if (userId !== expected(level, at)) expect([level, at, userId]).toEqual([level, at, expected(level, at)]);
      }
    }
  }), { numRuns: 3, seed: 20281122 });
}, 30_000);

test.each(zones)('nothing changes before the next change in %s', (zone) => {
  fc.assert(fc.property(aPlan(zone), fc.integer({ min: 0, max: 366 * 1440 }).map((minute) => yearFrom + minute * minuteMs), (plan, at) => {
    const next = nextChange(plan, at);
    expect(next ?? Infinity).toBeGreaterThan(at);
    const before = answers(plan, at);
    const until = Math.min(next ?? Infinity, at + 20 * dayMs);
    expect(answers(plan, until - 1)).toEqual(before);
    expect(turnsBetween(plan, at, until).length).toBe(before.filter(({ userId }) => userId !== null).length);
  }), { numRuns: 12, seed: 7 });
});

test.each(zones)('the clock of %s is read as Temporal reads it', (zone) => {
  const near = fc.constantFrom(...changesOf(zone), yearFrom).chain((change) => fc.integer({ min: -200, max: 200 }).map((minutes) => change + minutes * minuteMs));
  const anywhere = fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2105, 0) });
  fc.assert(fc.property(fc.oneof(near, anywhere), (at) => {
    const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    expect(localAt(zone, at)).toBe(at + there.offsetNanoseconds / 1e6);
    // The same digits as a wall clock: some of them are shown twice, or never.
    for (const local of [at, localAt(zone, at)]) {
      const shown = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
      expect(instantOf(zone, local)).toBe(shown.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
    }
  }), { numRuns: 150, seed: 3 });
});
