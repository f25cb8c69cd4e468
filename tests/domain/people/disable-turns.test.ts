import { expect, test } from 'vitest';
import { databaseNow } from '../../../src/domain/clock.ts';
import { addOverride } from '../../../src/domain/oncall/add-override.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { createRotation } from '../../../src/domain/oncall/create-rotation.ts';
import { editRotation } from '../../../src/domain/oncall/edit-rotation.ts';
import { findRotation } from '../../../src/domain/oncall/find-rotation.ts';
import { listOverrides } from '../../../src/domain/oncall/list-overrides.ts';
import { listShifts } from '../../../src/domain/oncall/list-shifts.ts';
import { onCallOf } from '../../../src/domain/oncall/who-is-on-call.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { enableUser } from '../../../src/domain/people/enable-user.ts';
import { holdingsOf } from '../../../src/domain/people/holdings.ts';
import { aPeopledDatabase, aTeam, someone } from './someone.ts';

const hours = (now: Date, n: number) => new Date(now.getTime() + n * 3_600_000);

/** Ann is on call now by an entry, later by another, overrides, and takes turns with Bob. */
async function aTurningAnn() {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const now = await databaseNow(db.ctx());
  const turn = (from: number, to: number, userId = ids.ann) => ({ teamId, userId, startsAt: hours(now, from), endsAt: hours(now, to) });
  await addShift(db.ctx(), turn(-3, -2));
  const current = await addShift(db.ctx(), turn(-1, 2));
  const later = await addShift(db.ctx(), turn(24, 48));
  const override = await addOverride(db.ctx(), { ...turn(72, 80), reason: 'party' });
  const rotation = await createRotation(db.ctx(), { teamId, name: 'Nightly', level: 2, members: [ids.ann, ids.bob], unit: 'days', startsAt: hours(now, -1) });
  await db.sql`delete from timers`;
  return { db, teamId, ids, current, later, override, rotation, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

test('turns from now on are listed with when; those that were had are not', async () => {
  await using it = await aTurningAnn();
  const { handOver } = await holdingsOf(it.db.ctx(), it.ids.ann);
  expect(handOver.map(({ key }) => key)).toEqual(expect.arrayContaining([`shift:${it.current.id}`, `shift:${it.later.id}`, `rotation:${it.rotation.id}`, `override:${it.override.id}`]));
  expect(handOver.filter(({ kind }) => kind === 'shift')).toHaveLength(2);
  expect(handOver.find(({ kind }) => kind === 'shift')?.label).toMatch(/^SRE \d{4}-\d\d-\d\d \d\d:\d\d – \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  expect(handOver.find(({ kind }) => kind === 'rotation')?.label).toBe('SRE: Nightly');
});

test('whoever takes the turns has them from now on; what was stays', async () => {
  await using it = await aTurningAnn();
  await disableUser(it.db.ctx(), { userId: it.ids.ann, otherwise: it.ids.bob });
  expect((await listShifts(it.db.ctx())).map((shift) => shift.username)).toEqual(['ann', 'ann', 'bob', 'bob']);
  expect(await listOverrides(it.db.ctx())).toMatchObject([{ username: 'bob', reason: 'party' }]);
  expect(await onCallOf(it.db.ctx(), it.teamId)).toMatchObject({ username: 'bob' });
  const rotation = await findRotation(it.db.ctx(), it.rotation.id);
  expect(rotation.members.map((member) => member.username)).toEqual(['bob', 'bob']);
  expect(rotation).toMatchObject({ before: it.rotation.id, startsAt: it.rotation.startsAt, name: 'Nightly' });
  expect(await it.db.sql`select user_id from rotation_members where rotation_id = ${it.rotation.id} order by position`).toEqual([{ user_id: it.ids.ann }, { user_id: it.ids.bob }]);
});

test('a gap is left where that is said, and nobody else’s turn in a rotation moves', async () => {
  await using it = await aTurningAnn();
  await disableUser(it.db.ctx(), { userId: it.ids.ann, answers: { [`shift:${it.current.id}`]: it.ids.bob }, otherwise: null });
  expect((await listShifts(it.db.ctx(), { from: await databaseNow(it.db.ctx()) })).map((shift) => shift.username)).toEqual(['bob']);
  expect(await listOverrides(it.db.ctx())).toEqual([]);
  expect((await findRotation(it.db.ctx(), it.rotation.id)).members.map((member) => [member.username, member.isActive])).toEqual([['ann', false], ['bob', true]]);
});

test('who is on call is looked at when somebody goes and when they come back', async () => {
  await using it = await aTurningAnn();
  const looked = async () => (await it.db.sql<{ subject: string }[]>`delete from timers where kind = 'turns' returning subject`).map((row) => row.subject);
  await disableUser(it.db.ctx(), { userId: it.ids.ann, otherwise: null });
  expect(await looked()).toEqual([it.teamId]);
  await enableUser(it.db.ctx(), it.ids.ann);
  expect(await looked()).toEqual([it.teamId]);
  const guest = await someone(it.db, 'guest', 'Responders');
  await disableUser(it.db.ctx(), { userId: guest });
  expect(await looked()).toEqual([]);
});

test('a rotation with a change to come is one holding, and whoever takes it has it before and after', async () => {
  await using it = await aTurningAnn();
  const changed = await editRotation(it.db.ctx(), it.rotation.id, { members: [it.ids.bob, it.ids.ann] });
  expect(changed).toMatchObject({ before: it.rotation.id });
  const held = (await holdingsOf(it.db.ctx(), it.ids.ann)).handOver.filter(({ kind }) => kind === 'rotation');
  expect(held.map(({ key }) => key)).toEqual([`rotation:${changed.id}`]);
  const eve = await someone(it.db, 'eve');
  await disableUser(it.db.ctx(), { userId: it.ids.ann, answers: { [`rotation:${changed.id}`]: eve }, otherwise: null });
  const live = await it.db.sql<{ names: string }[]>`
    select string_agg(u.username, ' ' order by m.position) as names from rotations r join rotation_members m on m.rotation_id = r.id join users u on u.id = m.user_id
    where r.ends_at is null or r.ends_at > imas_now() group by r.id, r.starts_at order by r.starts_at`;
  expect(live.map(({ names }) => names)).toEqual(['eve bob', 'bob eve']);
});
