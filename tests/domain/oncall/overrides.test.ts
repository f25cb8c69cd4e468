import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { addOverride } from '../../../src/domain/oncall/add-override.ts';
import { editOverride } from '../../../src/domain/oncall/edit-override.ts';
import { insertOverride } from '../../../src/domain/oncall/insert-override.ts';
import { listOverrides } from '../../../src/domain/oncall/list-overrides.ts';
import { removeOverride } from '../../../src/domain/oncall/remove-override.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { aPeopledDatabase, aTeam, as, audited } from '../people/someone.ts';

const at = (time: string) => new Date(`2026-12-07T${time}:00Z`);
const between = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });

test('an override is there with its reason and who made it', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  const manager = db.ctx(await as(db, ids.ann));
  expect(await addOverride(manager, { teamId, userId: ids.bob, ...between('09:00', '12:00'), reason: 'dentist' })).toMatchObject({ username: 'bob', reason: 'dentist', createdBy: 'ann', level: 1 });
  expect(await audited(db)).toContain('override.added');
  expect(await db.sql`select subject from timers where kind = 'turns'`).toEqual([{ subject: teamId }]);
});

test('overrides are the managers’ business, one’s own too', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  const { id } = await addOverride(db.ctx(), { teamId, userId: ids.ann, ...between('09:00', '12:00') });
  const ann = db.ctx(await as(db, ids.ann));
  for (const doing of [addOverride(ann, { teamId, userId: ids.ann, ...between('13:00', '14:00') }), editOverride(ann, id, { reason: 'x' }), removeOverride(ann, id)]) {
    await expect(doing).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('one that stands there is named, and gives way where that is said', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await addOverride(db.ctx(), { teamId, userId: ids.ann, ...between('09:00', '17:00'), reason: 'day' });
  const noon = { teamId, userId: ids.bob, ...between('12:00', '13:00') };
  await expect(addOverride(db.ctx(), noon)).rejects.toMatchObject({ code: 'conflict', key: 'schedules.overridden', params: { name: 'ann', from: '2026-12-07T09:00:00.000Z' } });
  await addOverride(db.ctx(), { ...noon, replace: true });
  expect((await listOverrides(db.ctx(), { teamIds: [teamId] })).map((one) => [one.username, one.startsAt, one.endsAt, one.reason])).toEqual([
    ['ann', at('09:00'), at('12:00'), 'day'], ['bob', at('12:00'), at('13:00'), ''], ['ann', at('13:00'), at('17:00'), 'day'],
  ]);
});

test('of two at once exactly one wins', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const put = (userId: string) => addOverride(db.ctx(), { teamId, userId, ...between('09:00', '17:00') });
  const outcomes = await Promise.allSettled([put(ids.ann), put(ids.bob)]);
  expect(outcomes.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('an override may move within itself, and not onto another', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const { id } = await addOverride(db.ctx(), { teamId, userId: ids.ann, ...between('09:00', '12:00') });
  await addOverride(db.ctx(), { teamId, userId: ids.bob, ...between('12:00', '13:00') });
  expect(await editOverride(db.ctx(), id, { startsAt: at('10:00') })).toMatchObject({ id, ...between('10:00', '12:00'), username: 'ann' });
  await expect(editOverride(db.ctx(), id, { endsAt: at('12:30') })).rejects.toMatchObject({ key: 'schedules.overridden' });
  await removeOverride(db.ctx(), id);
  expect(await listOverrides(db.ctx(), { userId: ids.ann })).toEqual([]);
});

test('whatever is put over whatever, each hour belongs to the one put last', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy']);
  const people = Object.values(ids);
  const hour = (n: number) => new Date(Date.UTC(2026, 11, 7, n));
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(2), fc.nat(11), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 6 }), async (puts) => {
    await db.sql`delete from overrides`;
    const expected: (string | undefined)[] = Array.from({ length: 18 });
    for (const [who, from, length] of puts) {
      await transaction(db.ctx(), (tx) => insertOverride(tx, { teamId, level: 1, userId: people[who]!, startsAt: hour(from), endsAt: hour(from + length), replace: true }));
      expected.fill(people[who], from, from + length);
    }
    const rows = await listOverrides(db.ctx());
    expect(expected.map((_, n) => rows.find((one) => one.startsAt <= hour(n) && one.endsAt > hour(n))?.userId)).toEqual(expected);
  }), { numRuns: 25 });
});
