import { expect, test } from 'vitest';
import { nextChange } from '../../../src/domain/oncall/next-change.ts';
import { onCallAt } from '../../../src/domain/oncall/on-call-at.ts';
import type { Rotation, TeamPlan } from '../../../src/domain/oncall/plan.ts';
import { turnEnd } from '../../../src/domain/oncall/turn-end.ts';
import { gapsBetween, turnsBetween } from '../../../src/domain/oncall/turns-between.ts';

const at = Date.parse;
const zone = 'Europe/Paris';
/** Daily at nine in Paris, three people, from Monday 2 March 2026; no hours. */
const daily: Rotation = { id: 'r', name: 'Daily', level: 1, position: 1, zone, startsAt: at('2026-03-02T08:00Z'), endsAt: null, every: 1, unit: 'days', handoverTime: '09:00', handoverDay: null, hours: [], members: ['ana', 'bea', 'cy'] };
const entry = (id: string, userId: string, from: string, to: string, level = 1) => ({ id, level, userId, startsAt: at(from), endsAt: at(to) });
const plan = (more: Partial<TeamPlan> = {}): TeamPlan => ({ teamId: 'team', pinned: null, shifts: [], rotations: [], overrides: [], active: new Set(['ana', 'bea', 'cy', 'dan']), ...more });
const of = (rotation: Partial<Rotation>): TeamPlan => plan({ rotations: [{ ...daily, ...rotation }] });
const clock = (instant: number): string => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString({ smallestUnit: 'minute', timeZoneName: 'never', offset: 'never' });
const listed = (it: TeamPlan, from: string, to: string): string[] => turnsBetween(it, at(from), at(to)).map((turn) => `${turn.userId} ${clock(turn.from)} ${clock(turn.to)}`);

const everything = plan({
  pinned: 'dan', rotations: [{ ...daily, members: ['ana'] }], shifts: [entry('s', 'bea', '2026-03-10T00:00Z', '2026-03-11T00:00Z')],
  overrides: [{ ...entry('o', 'cy', '2026-03-10T00:00Z', '2026-03-11T00:00Z'), coverId: null }],
});
test.each<[string, Partial<TeamPlan>, string | null, string | null]>([
  ['the pin before all else', {}, 'dan', 'pin'],
  ['without a pin the override', { pinned: null }, 'cy', 'override'],
  ['where the pinned account is disabled, the override', { active: new Set(['ana', 'bea', 'cy']) }, 'cy', 'override'],
  ['then the schedule entry', { pinned: null, overrides: [] }, 'bea', 'shift'],
  ['where whoever overrides is disabled, the schedule entry', { active: new Set(['ana', 'bea']) }, 'bea', 'shift'],
  ['then the rotation', { pinned: null, overrides: [], shifts: [] }, 'ana', 'rotation'],
  ['and where everybody is disabled, nobody', { active: new Set() }, null, null],
])('at one level answers %s', (_, change, userId, by) => {
  const [first] = onCallAt({ ...everything, ...change }, at('2026-03-10T12:00Z'));
  expect([first!.userId, first!.by?.by ?? null]).toEqual([userId, by]);
});

test('the pin is of level 1 only, and every level up to the highest has its row', () => {
  expect(onCallAt(plan({ pinned: 'dan', shifts: [entry('s', 'bea', '2026-03-10T00:00Z', '2026-03-11T00:00Z', 3)] }), at('2026-03-10T12:00Z'))).toEqual([
    { level: 1, userId: 'dan', by: { by: 'pin' } }, { level: 2, userId: null, by: null }, { level: 3, userId: 'bea', by: { by: 'shift', id: 's' } },
  ]);
});

test('of two rotations the first that answers wins, and the other one fills its hours', () => {
  const layered = plan({ rotations: [{ ...daily, members: ['ana'], hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }] }, { ...daily, id: 'n', name: 'Nights', position: 2, members: ['bea'] }] });
  expect(listed(layered, '2026-03-10T07:00Z', '2026-03-11T09:00Z')).toEqual(['bea 2026-03-10T08:00 2026-03-10T09:00', 'ana 2026-03-10T09:00 2026-03-10T18:00', 'bea 2026-03-10T18:00 2026-03-11T09:00', 'ana 2026-03-11T09:00 2026-03-11T10:00']);
});

test('a daily rotation on weekdays skips nobody’s turn', () => {
  const weekdays = of({ hours: [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }], handoverTime: '00:00', startsAt: at('2026-03-01T23:00Z') });
  const names = turnsBetween(weekdays, at('2026-03-01T23:00Z'), at('2026-03-15T23:00Z')).map(({ userId }) => userId);
  expect(names).toEqual(['ana', 'bea', 'cy', 'ana', 'bea', 'cy', 'ana', 'bea', 'cy', 'ana']);
});

test('who takes over after the last covered minute of a day has lost no turn', () => {
  const late = of({ startsAt: at('2026-03-02T18:00Z'), hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] });
  expect(listed(late, '2026-03-02T00:00Z', '2026-03-04T23:00Z')).toEqual(['ana 2026-03-03T09:00 2026-03-03T18:00', 'bea 2026-03-04T09:00 2026-03-04T18:00']);
});

test('turns are fair: over a year nobody has more than one more than another', () => {
  for (const hours of [[], [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }], [{ days: [6, 7], from: '22:00', to: '06:00' }]]) {
    const had = Map.groupBy(turnsBetween(of({ hours, handoverTime: '08:00' }), at('2026-03-02T08:00Z'), at('2027-03-02T08:00Z')), ({ userId }) => userId);
    const counts = [...had.values()].map((turns) => turns.length);
    expect([had.size, Math.max(...counts) - Math.min(...counts) <= 1]).toEqual([3, true]);
  }
});

test.each<[string, Partial<Rotation>, string, string, string[]]>([
  ['in spring the hand-over stays at nine', {}, '2026-03-28T08:00Z', '2026-03-30T07:00Z', ['cy 2026-03-28T09:00 2026-03-29T09:00', 'ana 2026-03-29T09:00 2026-03-30T09:00']],
  ['a hand-over at a time that is skipped comes an hour later', { handoverTime: '02:30' }, '2026-03-28T08:00Z', '2026-03-30T07:00Z', ['cy 2026-03-28T09:00 2026-03-29T03:30', 'ana 2026-03-29T03:30 2026-03-30T02:30', 'bea 2026-03-30T02:30 2026-03-30T09:00']],
  ['a doubled hand-over happens once, at its first time', { handoverTime: '02:30' }, '2026-10-24T22:00Z', '2026-10-25T23:00Z', ['cy 2026-10-25T00:00 2026-10-25T02:30', 'ana 2026-10-25T02:30 2026-10-26T00:00']],
  ['twelve hours stay on the wall clock', { unit: 'hours', every: 12 }, '2026-10-24T19:00Z', '2026-10-25T20:00Z', ['cy 2026-10-24T21:00 2026-10-25T09:00', 'ana 2026-10-25T09:00 2026-10-25T21:00']],
  ['a rotation of two weeks changes on its day', { unit: 'weeks', every: 2, handoverDay: 1 }, '2026-03-02T08:00Z', '2026-04-01T07:00Z', ['ana 2026-03-02T09:00 2026-03-16T09:00', 'bea 2026-03-16T09:00 2026-03-30T09:00', 'cy 2026-03-30T09:00 2026-04-01T09:00']],
  ['one that begins in the middle of a week has a short first turn', { unit: 'weeks', handoverDay: 1, startsAt: at('2026-03-04T11:00Z') }, '2026-03-02T08:00Z', '2026-03-16T08:00Z', ['ana 2026-03-04T12:00 2026-03-09T09:00', 'bea 2026-03-09T09:00 2026-03-16T09:00']],
  ['29 February is a day like others', { startsAt: at('2028-02-28T08:00Z') }, '2028-02-28T08:00Z', '2028-03-02T08:00Z', ['ana 2028-02-28T09:00 2028-02-29T09:00', 'bea 2028-02-29T09:00 2028-03-01T09:00', 'cy 2028-03-01T09:00 2028-03-02T09:00']],
  ['hours cross midnight from the day on which they begin', { members: ['ana'], hours: [{ days: [5], from: '22:00', to: '06:00' }] }, '2026-03-02T08:00Z', '2026-03-09T08:00Z', ['ana 2026-03-06T22:00 2026-03-07T06:00']],
  ['an end ends it', { endsAt: at('2026-03-03T11:00Z') }, '2026-03-02T08:00Z', '2026-03-09T08:00Z', ['ana 2026-03-02T09:00 2026-03-03T09:00', 'bea 2026-03-03T09:00 2026-03-03T12:00']],
  ['nobody’s rotation answers never', { members: [] }, '2026-03-02T08:00Z', '2026-03-09T08:00Z', []],
])('%s', (_, rotation, from, to, expected) => {
  expect(listed(of(rotation), from, to)).toEqual(expected);
});

test('the second showing of a doubled hour belongs to whoever took over in the first', () => {
  const nightly = of({ handoverTime: '02:30' });
  expect(['2026-10-25T00:20Z', '2026-10-25T00:40Z', '2026-10-25T01:10Z'].map((instant) => onCallAt(nightly, at(instant))[0]!.userId)).toEqual(['cy', 'ana', 'ana']);
});

test('a gap is where nobody answers, at the levels that there are', () => {
  const gaps = gapsBetween(plan({ shifts: [entry('s', 'ana', '2026-03-10T00:00Z', '2026-03-10T12:00Z'), entry('b', 'bea', '2026-03-10T06:00Z', '2026-03-11T00:00Z', 2)] }), at('2026-03-10T00:00Z'), at('2026-03-11T00:00Z'));
  expect(gaps).toEqual([{ level: 1, from: at('2026-03-10T12:00Z'), to: at('2026-03-11T00:00Z') }, { level: 2, from: at('2026-03-10T00:00Z'), to: at('2026-03-10T06:00Z') }]);
});

test('whose turn ends when another answers, not when a rule does', () => {
  const same = plan({ rotations: [{ ...daily, members: ['ana', 'ana', 'bea'] }] });
  expect(clock(turnEnd(same, { level: 1, userId: 'ana' }, at('2026-03-02T09:00Z'), at('2026-04-01T00:00Z'))!)).toBe('2026-03-04T09:00');
  expect(turnEnd({ ...same, pinned: 'dan' }, { level: 1, userId: 'dan' }, at('2026-03-02T09:00Z'), at('2026-04-01T00:00Z'))).toBeNull();
});

test('after the last entry nothing changes any more', () => {
  const one = plan({ shifts: [entry('s', 'ana', '2100-03-10T00:00Z', '2100-03-10T12:00Z')] });
  expect([nextChange(one, at('2026-03-10T00:00Z')), nextChange(one, at('2100-03-10T00:00Z')), nextChange(one, at('2100-03-10T12:00Z'))]).toEqual([at('2100-03-10T00:00Z'), at('2100-03-10T12:00Z'), null]);
});

test('an unknown zone is refused, and a list of turns needs an end', () => {
  expect(() => onCallAt(of({ zone: 'Europe/Nowhere' }), at('2026-03-10T00:00Z'))).toThrow(RangeError);
  expect(() => turnsBetween(plan(), 0, Infinity)).toThrow(RangeError);
});
