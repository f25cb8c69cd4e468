import { expect, test } from 'vitest';
import { loadOf } from '../../../src/domain/reports/load-of.ts';

const instant = (text: string): number => Date.parse(text);
const bea = { userId: 'b', username: 'bea', zone: 'Europe/Paris' };
const turn = (from: string, to: string, level = 1, userId = 'b') => ({ userId, level, from: instant(from), to: instant(to) });
const nights = (...turns: ReturnType<typeof turn>[]) => loadOf([bea], turns, [])[0]!.nights;

test.each([
  ['a week', 7, [turn('2026-11-02T08:00:00Z', '2026-11-09T08:00:00Z')]],
  ['a working day', 0, [turn('2026-11-02T08:00:00Z', '2026-11-02T17:00:00Z')]],
  ['one night, whatever it touches besides', 1, [turn('2026-11-02T17:00:00Z', '2026-11-03T08:00:00Z')]],
  ['less than an hour of a night is none', 0, [turn('2026-11-02T17:00:00Z', '2026-11-02T21:59:00Z')]],
  ['an hour of it is one', 1, [turn('2026-11-02T17:00:00Z', '2026-11-02T22:00:00Z')]],
  ['the rest of a night that began before', 1, [turn('2026-11-03T02:00:00Z', '2026-11-03T08:00:00Z')]],
  ['a night in two pieces is one night', 1, [turn('2026-11-02T21:00:00Z', '2026-11-02T23:00:00Z'), turn('2026-11-03T03:00:00Z', '2026-11-03T06:00:00Z')]],
  ['two halves of an hour are an hour', 1, [turn('2026-11-02T21:00:00Z', '2026-11-02T21:30:00Z'), turn('2026-11-03T03:00:00Z', '2026-11-03T03:30:00Z')]],
  ['backups sleep', 0, [turn('2026-11-02T08:00:00Z', '2026-11-09T08:00:00Z', 2)]],
  ['the night in which clocks go back is one', 1, [turn('2026-10-24T20:00:00Z', '2026-10-25T06:00:00Z')]],
])('%s: %i nights', (_, expected, turns) => {
  expect(nights(...turns)).toBe(expected);
});

test('hours are those of the first level, turns those of any', () => {
  expect(loadOf([bea], [turn('2026-11-02T08:00:00Z', '2026-11-02T18:00:00Z'), turn('2026-11-03T08:00:00Z', '2026-11-03T18:00:00Z', 2)], [])).toMatchObject([{ turns: 2, hours: 10 }]);
});

test("a page at night is one on the person's own clock", () => {
  const rung = ['2026-11-02T20:59:59Z', '2026-11-02T21:00:00Z', '2026-11-03T05:59:59Z', '2026-11-03T06:00:00Z'].map((at) => ({ userId: 'b', at: new Date(at) }));
  expect(loadOf([bea], [], rung)).toMatchObject([{ pages: 4, nightPages: 2 }]);
  expect(loadOf([{ ...bea, zone: 'Asia/Tokyo' }], [], rung)).toMatchObject([{ pages: 4, nightPages: 2 }]);
  expect(loadOf([{ ...bea, zone: 'America/New_York' }], [], rung)).toMatchObject([{ pages: 4, nightPages: 2 }]);
  expect(loadOf([{ ...bea, zone: 'Pacific/Auckland' }], [], rung)).toMatchObject([{ pages: 4, nightPages: 0 }]);
});

test('whoever had most nights comes first, and whoever had none is there too', () => {
  const people = [{ ...bea, userId: 'a', username: 'alice' }, bea];
  expect(loadOf(people, [turn('2026-11-02T17:00:00Z', '2026-11-03T08:00:00Z')], []).map(({ username, nights: n }) => [username, n])).toEqual([['bea', 1], ['alice', 0]]);
});
