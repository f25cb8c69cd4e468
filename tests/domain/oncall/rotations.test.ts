import { expect, test } from 'vitest';
import { createRotation } from '../../../src/domain/oncall/create-rotation.ts';
import { editRotation } from '../../../src/domain/oncall/edit-rotation.ts';
import { endRotation } from '../../../src/domain/oncall/end-rotation.ts';
import { findRotation } from '../../../src/domain/oncall/find-rotation.ts';
import { hiddenBy } from '../../../src/domain/oncall/hidden-by.ts';
import { listRotations } from '../../../src/domain/oncall/list-rotations.ts';
import { loadPlans } from '../../../src/domain/oncall/load-plans.ts';
import { turnsBetween } from '../../../src/domain/oncall/turns-between.ts';
import { databaseNow } from '../../../src/domain/clock.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { editTeam } from '../../../src/domain/people/edit-team.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import type { TestDatabase } from '../../database.ts';
import { aPeopledDatabase, aTeam, as, audited } from '../people/someone.ts';

const at = (time: string) => new Date(`${time}:00Z`);

/** The database's clock stands at Wednesday 2 December 2026, noon; ann's week began on Monday. */
async function aWeeklyTeam() {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy', 'dee']);
  await standAt(db, at('2026-12-02T12:00'));
  const weekly = await createRotation(db.ctx(), { teamId, name: 'Weekly', members: [ids.ann, ids.bob, ids.cy], startsAt: at('2026-11-30T09:00') });
  return { db, teamId, ids, weekly, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}
async function standAt(db: TestDatabase, moment: Date): Promise<void> {
  const now = await databaseNow(db.ctx());
  await db.advance(`${moment.getTime() - now.getTime()} milliseconds`);
}
/** Who answers at level 1, with the day and hour each turn begins. */
async function turns(db: TestDatabase, teamId: string, from: Date, to: Date): Promise<string[]> {
  const plan = (await loadPlans(db.ctx(), { teamIds: [teamId], from, to })).get(teamId)!;
  const people = new Map((await db.sql<{ id: string; username: string }[]>`select id, username from users`).map((user) => [user.id, user.username]));
  return turnsBetween(plan, from.getTime(), to.getTime()).filter((turn) => turn.level === 1).map((turn) => `${new Date(turn.from).toISOString().slice(5, 16)} ${people.get(turn.userId)}`);
}

test('what nobody says is weekly, Monday 09:00 in the team’s zone, from now', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await editTeam(db.ctx(), teamId, { timeZone: 'Europe/Paris' });
  await standAt(db, at('2026-12-02T12:00'));
  const made = await createRotation(db.ctx(), { teamId, name: 'Weekly', members: [ids.ann, ids.bob] });
  expect(made).toMatchObject({ zone: 'Europe/Paris', every: 1, unit: 'weeks', handoverTime: '09:00', handoverDay: 1, hours: [], level: 1, position: 1, endsAt: null });
  const from = await databaseNow(db.ctx());
  expect((await turns(db, teamId, from, at('2026-12-15T00:00'))).map((turn) => turn.slice(6))).toEqual([expect.stringMatching(/^12:00 ann$/), '08:00 bob', '08:00 ann']);
  expect(await audited(db)).toContain('rotation.created');
});

test.each([
  ['nobody', { members: [] }, 'schedules.nobody_rotates'],
  ['an unknown zone', { zone: 'Mars/Olympus' }, 'errors.bad_time_zone'],
  ['an hour that no clock has', { handoverTime: '25:00' }, 'schedules.bad_clock'],
  ['an eighth day', { handoverDay: 8 }, 'errors.bad_number'],
  ['no length', { every: 0 }, 'errors.bad_number'],
  ['twenty years', { every: 1001 }, 'errors.bad_number'],
  ['hours of no day', { hours: [{ days: [], from: '09:00', to: '18:00' }] }, 'schedules.bad_hours'],
  ['an end before the start', { startsAt: at('2026-12-07T09:00'), endsAt: at('2026-12-01T09:00') }, 'schedules.end_before_start'],
])('a rotation of %s is refused', async (_, wrong, key) => {
  await using team = await aWeeklyTeam();
  await expect(createRotation(team.db.ctx(), { teamId: team.teamId, name: 'Other', members: [team.ids.ann], ...wrong })).rejects.toMatchObject({ code: 'invalid', key });
});

test('somebody who left takes no turns, and is named', async () => {
  await using team = await aWeeklyTeam();
  await disableUser(team.db.ctx(), { userId: team.ids.dee, otherwise: null });
  await expect(createRotation(team.db.ctx(), { teamId: team.teamId, name: 'Other', members: [team.ids.ann, team.ids.dee] })).rejects.toMatchObject({ key: 'people.user_disabled', params: { name: 'dee' } });
});

test('a name means one rotation of a team, until that is over', async () => {
  await using team = await aWeeklyTeam();
  const another = () => createRotation(team.db.ctx(), { teamId: team.teamId, name: 'WEEKLY', members: [team.ids.ann] });
  await expect(another()).rejects.toMatchObject({ code: 'conflict', key: 'schedules.rotation_exists' });
  await endRotation(team.db.ctx(), team.weekly.id);
  expect(await another()).toMatchObject({ name: 'WEEKLY', position: 1 });
  await expect(findRotation(team.db.ctx(), 'Weakly', team.teamId)).rejects.toMatchObject({ code: 'not_found', extras: { hint: { params: { names: 'WEEKLY' } } } });
});

test('a second one of a level stands behind the first', async () => {
  await using team = await aWeeklyTeam();
  expect(await createRotation(team.db.ctx(), { teamId: team.teamId, name: 'Fallback', members: [team.ids.dee] })).toMatchObject({ position: 2 });
});

test('a layer is put above another, when it is made or later, and what was stays as it was', async () => {
  await using team = await aWeeklyTeam();
  const { db, teamId, ids } = team;
  const office = { teamId, members: [ids.dee], hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] };
  const past = () => turns(db, teamId, at('2026-11-30T09:00'), at('2026-12-02T12:00'));
  const before = await past();
  await createRotation(db.ctx(), { ...office, name: 'Above', position: 1 });
  expect(await turns(db, teamId, at('2026-12-04T00:00'), at('2026-12-05T00:00'))).toEqual(['12-04T00:00 ann', '12-04T09:00 dee', '12-04T18:00 ann']);
  expect(await past()).toEqual(before);
  expect(await findRotation(db.ctx(), 'Weekly', teamId)).toMatchObject({ position: 2 });
  const below = await editRotation(db.ctx(), (await findRotation(db.ctx(), 'Above', teamId)).id, { position: 2 });
  expect(below.position).toBeGreaterThan(2);
  expect(await turns(db, teamId, at('2026-12-11T00:00'), at('2026-12-12T00:00'))).toEqual(['12-11T00:00 bob']);
  await editRotation(db.ctx(), below.id, { position: 1 });
  expect(await turns(db, teamId, at('2026-12-11T00:00'), at('2026-12-12T00:00'))).toEqual(['12-11T00:00 bob', '12-11T09:00 dee', '12-11T18:00 bob']);
  expect(await past()).toEqual(before);
});

test('a layer that never counts is named with the one that hides it', async () => {
  await using team = await aWeeklyTeam();
  const { db, teamId, ids } = team;
  const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
  const office = await createRotation(db.ctx(), { teamId, name: 'Office', members: [ids.dee], hours });
  expect(await hiddenBy(db.ctx(), office)).toBe('Weekly');
  expect(await hiddenBy(db.ctx(), await findRotation(db.ctx(), team.weekly.id))).toBeNull();
  expect(await hiddenBy(db.ctx(), await editRotation(db.ctx(), office.id, { position: 1 }))).toBeNull();
  // Of the one below, nights and week-ends count.
  expect(await hiddenBy(db.ctx(), await findRotation(db.ctx(), 'Weekly', teamId))).toBeNull();
});

test('a rotation that comes to another level stands behind those that are there', async () => {
  await using team = await aWeeklyTeam();
  const backup = await createRotation(team.db.ctx(), { teamId: team.teamId, name: 'Backup', members: [team.ids.dee], level: 2 });
  expect(await editRotation(team.db.ctx(), backup.id, { level: 1 })).toMatchObject({ level: 1, position: 2 });
});

test('with other members, whoever is on call stays until the next hand-over, and then whoever was next comes', async () => {
  await using team = await aWeeklyTeam();
  const changed = await editRotation(team.db.ctx(), team.weekly.id, { members: [team.ids.dee, team.ids.cy, team.ids.bob] });
  expect(changed).toMatchObject({ startsAt: at('2026-12-07T09:00'), before: team.weekly.id });
  expect(await turns(team.db, team.teamId, at('2026-11-30T09:00'), at('2026-12-29T00:00'))).toEqual(['11-30T09:00 ann', '12-07T09:00 bob', '12-14T09:00 dee', '12-21T09:00 cy', '12-28T09:00 bob']);
});

test('with other hand-overs, whoever is on call stays until the first of them', async () => {
  await using team = await aWeeklyTeam();
  await editRotation(team.db.ctx(), team.weekly.id, { handoverDay: 5, handoverTime: '17:00' });
  expect(await turns(team.db, team.teamId, at('2026-12-03T00:00'), at('2026-12-12T00:00'))).toEqual(['12-03T00:00 ann', '12-04T17:00 bob', '12-11T17:00 cy']);
});

test('a change in the second week of a turn of two does not make it longer', async () => {
  await using team = await aWeeklyTeam();
  const { id } = await createRotation(team.db.ctx(), { teamId: team.teamId, name: 'Long', members: [team.ids.bob, team.ids.cy], every: 2, startsAt: at('2026-11-23T09:00') });
  await endRotation(team.db.ctx(), team.weekly.id);
  await editRotation(team.db.ctx(), id, { members: [team.ids.bob, team.ids.cy, team.ids.dee] });
  expect(await turns(team.db, team.teamId, at('2026-12-03T00:00'), at('2026-12-22T00:00'))).toEqual(['12-03T00:00 bob', '12-07T09:00 cy', '12-21T09:00 dee']);
});

test('the past stays whatever is changed or ended', async () => {
  await using team = await aWeeklyTeam();
  const past = () => turns(team.db, team.teamId, at('2026-11-30T09:00'), at('2026-12-02T12:00'));
  const before = await past();
  await editRotation(team.db.ctx(), team.weekly.id, { members: [team.ids.dee], zone: 'Asia/Tokyo' });
  await editRotation(team.db.ctx(), team.weekly.id, { members: [team.ids.cy], name: 'Other' });
  await endRotation(team.db.ctx(), team.weekly.id);
  expect(await past()).toEqual(before);
  expect(await turns(team.db, team.teamId, at('2026-12-02T13:00'), at('2026-12-30T00:00'))).toEqual([]);
  expect(await listRotations(team.db.ctx())).toEqual([]);
});

test.each([['name', undefined, 'ann'], ['members', ['dee'], 'dee']] as const)('one that is over and begins anew with another %s answered nobody in between', async (_, members, now) => {
  await using team = await aWeeklyTeam();
  const { db, teamId, ids } = team;
  await editRotation(db.ctx(), team.weekly.id, { endsAt: at('2026-12-03T12:00') });
  await standAt(db, at('2026-12-05T12:00'));
  const again = await editRotation(db.ctx(), team.weekly.id, { endsAt: null, ...(members === undefined ? { name: 'Again' } : { members: members.map((name) => ids[name]!) }) });
  expect(again.id).not.toBe(team.weekly.id);
  expect((await turns(db, teamId, at('2026-12-02T00:00'), at('2026-12-06T00:00'))).map((turn) => turn.replace(/T\S+/, ''))).toEqual(['12-02 ann', `12-05 ${now}`]);
  expect(await turns(db, teamId, at('2026-12-04T00:00'), at('2026-12-05T00:00'))).toEqual([]);
});

test('the past is not taken back by an end, nor by the start of what is to come', async () => {
  await using team = await aWeeklyTeam();
  const { db, teamId, ids } = team;
  await expect(editRotation(db.ctx(), team.weekly.id, { endsAt: at('2026-12-01T09:00') })).rejects.toMatchObject({ code: 'invalid', key: 'schedules.ends_in_past' });
  const pending = await editRotation(db.ctx(), team.weekly.id, { members: [ids.dee, ids.bob] });
  await editRotation(db.ctx(), pending.id, { startsAt: at('2026-12-01T09:00') });
  expect((await turns(db, teamId, at('2026-11-30T09:00'), at('2026-12-04T00:00'))).map((turn) => turn.slice(0, 8))).toEqual(['11-30T09', '12-02T12']);
});

test('changed twice before the hand-over it is one change', async () => {
  await using team = await aWeeklyTeam();
  const first = await editRotation(team.db.ctx(), team.weekly.id, { members: [team.ids.dee, team.ids.bob] });
  const second = await editRotation(team.db.ctx(), team.weekly.id, { members: [team.ids.cy, team.ids.bob], level: 1 });
  expect(second.id).toBe(first.id);
  expect(await turns(team.db, team.teamId, at('2026-12-03T00:00'), at('2026-12-15T00:00'))).toEqual(['12-03T00:00 ann', '12-07T09:00 bob', '12-14T09:00 cy']);
});

test('only a name is changed where it stands', async () => {
  await using team = await aWeeklyTeam();
  expect(await editRotation(team.db.ctx(), team.weekly.id, { name: 'Main' })).toMatchObject({ id: team.weekly.id, name: 'Main', startsAt: at('2026-11-30T09:00') });
});

test('one that has not started is simply changed, in the order that was said', async () => {
  await using team = await aWeeklyTeam();
  const { id } = await createRotation(team.db.ctx(), { teamId: team.teamId, name: 'January', members: [team.ids.ann, team.ids.bob], startsAt: at('2027-01-04T09:00') });
  expect(await editRotation(team.db.ctx(), id, { members: [team.ids.cy, team.ids.ann], startsAt: at('2027-01-11T09:00') })).toMatchObject({ id, startsAt: at('2027-01-11T09:00'), members: [{ username: 'cy' }, { username: 'ann' }] });
  await expect(editRotation(team.db.ctx(), team.weekly.id, { startsAt: at('2027-01-11T09:00') })).rejects.toMatchObject({ key: 'schedules.started_already' });
  await endRotation(team.db.ctx(), id);
  expect(await team.db.sql`select 1 from rotations where id = ${id}`).toEqual([]);
});

test('rotations are the managers’ business', async () => {
  await using team = await aWeeklyTeam();
  const { teamId, ids, db } = team;
  const ann = db.ctx(await as(db, ids.ann));
  for (const doing of [createRotation(ann, { teamId, name: 'Mine', members: [ids.ann] }), editRotation(ann, team.weekly.id, { name: 'Mine' }), endRotation(ann, team.weekly.id)]) {
    await expect(doing).rejects.toMatchObject({ code: 'forbidden' });
  }
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  expect(await editRotation(db.ctx(await as(db, ids.ann)), team.weekly.id, { name: 'Mine' })).toMatchObject({ name: 'Mine' });
});
