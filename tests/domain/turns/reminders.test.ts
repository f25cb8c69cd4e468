import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { dutiesBetween } from '../../../src/domain/oncall/duties.ts';
import type { TeamPlan } from '../../../src/domain/oncall/plan.ts';
import { isDue, reminderTimes } from '../../../src/domain/turns/reminder-times.ts';
import { repairTurns } from '../../../src/domain/turns/repair-turns.ts';
import { turnsChanged } from '../../../src/domain/oncall/turns-changed.ts';
import type { TestDatabase } from '../../database.ts';
import { aPeopledDatabase, aTeam } from '../people/someone.ts';
import { inMinutes, whatIsDue } from './what-is-due.ts';

const ms = (iso: string) => Date.parse(iso);
const weekdays = [1, 2, 3, 4, 5];
const duty = (from: string, hours: number, byOverride = false) => ({ level: 1, userId: 'bea', from: ms(from), to: ms(from) + hours * 3_600_000, byOverride });

test.each([
  ['on a Wednesday', '2026-03-04T09:00:00Z', 'UTC', weekdays, '2026-03-03T17:00:00Z'],
  ['on a Monday: on Friday', '2026-03-02T09:00:00Z', 'UTC', weekdays, '2026-02-27T17:00:00Z'],
  ['on a Monday, where every day is worked', '2026-03-02T09:00:00Z', 'UTC', [], '2026-03-01T17:00:00Z'],
  ['on a Tuesday in Tokyo that is Monday in UTC', '2026-03-02T23:00:00Z', 'Asia/Tokyo', weekdays, '2026-03-02T08:00:00Z'],
  ['after the clocks change in Paris', '2026-03-30T08:00:00Z', 'Europe/Paris', [7], '2026-03-29T15:00:00Z'],
])('of a turn that begins %s the reminder comes at 17:00 on the working day before', (_, from, zone, days, at) => {
  expect(reminderTimes(duty(from, 12), zone, days)).toEqual([{ kind: 'day-before', at: ms(at) }, { kind: 'hour-before', at: ms(from) - 3_600_000 }]);
});

test('of short turns nobody is reminded, unless somebody was put in there', () => {
  expect(reminderTimes(duty('2026-03-04T09:00:00Z', 1), 'UTC', weekdays)).toEqual([]);
  expect(reminderTimes(duty('2026-03-04T09:00:00Z', 1, true), 'UTC', weekdays)).toHaveLength(2);
});

test.each([
  ['hour-before', -1, false], ['hour-before', 0, true], ['hour-before', 59, true], ['hour-before', 60, false],
  ['day-before', -1, false], ['day-before', 0, true], ['day-before', 359, true], ['day-before', 360, false],
] as const)('a reminder %s is said %i minutes after its time: %s', (kind, minutes, due) => {
  expect(isDue({ kind, at: 0 }, minutes * 60_000)).toBe(due);
});

test('turns of one person one after another, with breaks of less than a day, are one', () => {
  const shift = (userId: string, from: string, to: string) => ({ id: from, level: 1, userId, startsAt: ms(from), endsAt: ms(to) });
  const plan: TeamPlan = {
    teamId: 't', pinned: null, rotations: [], active: new Set(['bea', 'alice']), overrides: [],
    shifts: [shift('bea', '2026-03-02T09:00:00Z', '2026-03-02T18:00:00Z'), shift('bea', '2026-03-03T09:00:00Z', '2026-03-03T18:00:00Z'), shift('alice', '2026-03-04T09:00:00Z', '2026-03-04T18:00:00Z'), shift('alice', '2026-03-06T09:00:00Z', '2026-03-06T18:00:00Z')],
  };
  expect(dutiesBetween(plan, ms('2026-03-01T00:00:00Z'), ms('2026-03-09T00:00:00Z')).map(({ userId, from, to }) => [userId, new Date(from).toISOString().slice(5, 13), new Date(to).toISOString().slice(5, 13)])).toEqual([
    ['bea', '03-02T09', '03-03T18'], ['alice', '03-04T09', '03-04T18'], ['alice', '03-06T09', '03-06T18'],
  ]);
});

const reminders = (db: TestDatabase) => db.sql<{ name: string; title: string; means: string }[]>`
  select u.username as name, n.notice->'title'->>'key' as title, n.means from notifications n join users u on u.id = n.user_id where n.notice_key like 'turn:%' order by n.created_at, u.username`;

test('an hour before their turn a person is reminded once, whoever goes on is not', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'bea']);
  const [half, turn] = [await inMinutes(db, 30), await inMinutes(db, 120)];
  await addShift(db.ctx(), { teamId, userId: ids.alice, startsAt: await inMinutes(db, -60), endsAt: half });
  await addShift(db.ctx(), { teamId, userId: ids.alice, startsAt: half, endsAt: turn });
  await addShift(db.ctx(), { teamId, userId: ids.bea, startsAt: turn, endsAt: await inMinutes(db, 600) });
  await whatIsDue(db);
  expect((await reminders(db)).filter(({ title }) => title === 'turns.remind_hour')).toEqual([]);
  const [timer] = await db.sql<{ due_at: Date }[]>`select due_at from timers where kind = 'turns'`;
  expect(timer!.due_at).toEqual(half);
  await db.advance('61 minutes');
  await whatIsDue(db);
  await transaction(db.ctx(), (tx) => turnsChanged(tx, [teamId]));
  await Promise.all([whatIsDue(db), whatIsDue(db)]);
  expect((await reminders(db)).filter(({ title }) => title === 'turns.remind_hour')).toEqual([{ name: 'bea', title: 'turns.remind_hour', means: 'CHAT' }]);
});

test('the net gives every team without a due moment its own, and leaves the others alone', async () => {
  await using db = await aPeopledDatabase();
  const { teamId } = await aTeam(db, 'SRE', ['alice']);
  await db.sql`delete from timers`;
  expect(await repairTurns(db.ctx())).toBe(1);
  expect(await repairTurns(db.ctx())).toBe(0);
  await whatIsDue(db);
  expect(await repairTurns(db.ctx())).toBe(0);
  expect(await db.sql`select subject, due_at > imas_now() as later from timers where kind = 'turns'`).toEqual([{ subject: teamId, later: true }]);
});
