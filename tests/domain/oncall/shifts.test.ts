import { expect, test } from 'vitest';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { editShift } from '../../../src/domain/oncall/edit-shift.ts';
import { listShifts } from '../../../src/domain/oncall/list-shifts.ts';
import { removeShift } from '../../../src/domain/oncall/remove-shift.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from '../people/someone.ts';

const at = (time: string) => new Date(`${time}:00Z`);
const week = { startsAt: at('2026-12-07T09:00'), endsAt: at('2026-12-14T09:00') };
const next = { startsAt: at('2026-12-14T09:00'), endsAt: at('2026-12-21T09:00') };

test('an entry is there, with its audit row and a look at who is on call', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  expect(await addShift(db.ctx(), { teamId, userId: ids.ann, ...week })).toMatchObject({ teamName: 'SRE', username: 'ann', level: 1, ...week });
  expect((await listShifts(db.ctx(), { teamIds: [teamId] })).map((shift) => shift.username)).toEqual(['ann']);
  expect(await audited(db)).toContain('schedule.added');
  expect(await db.sql`select subject from timers where kind = 'turns'`).toEqual([{ subject: teamId }]);
});

test('what follows without a gap and another level are no overlap', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await addShift(db.ctx(), { teamId, userId: ids.ann, ...week });
  await addShift(db.ctx(), { teamId, userId: ids.bob, ...next });
  expect(await addShift(db.ctx(), { teamId, userId: ids.bob, ...week, isPrimary: false })).toMatchObject({ level: 2 });
});

test('an overlap names who has the level and when', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await addShift(db.ctx(), { teamId, userId: ids.ann, ...week });
  await expect(addShift(db.ctx(), { teamId, userId: ids.bob, startsAt: at('2026-12-14T08:59'), endsAt: at('2026-12-15T09:00') }))
    .rejects.toMatchObject({ code: 'conflict', key: 'schedules.taken', params: { name: 'ann', level: 1, from: '2026-12-07T09:00:00.000Z', to: '2026-12-14T09:00:00.000Z' } });
});

test('of two entries at once over two connections exactly one wins, and the other is told who did', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  for (let round = 0; round < 5; round++) {
    const shift = { startsAt: at(`2026-12-0${round + 1}T09:00`), endsAt: at(`2026-12-0${round + 1}T17:00`) };
    const outcomes = await Promise.allSettled([addShift(db.ctx(), { teamId, userId: ids.ann, ...shift }), addShift(db.ctx(), { teamId, userId: ids.bob, ...shift })]);
    expect(outcomes.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({ reason: { key: 'schedules.taken', params: { name: outcomes[0].status === 'fulfilled' ? 'ann' : 'bob' } } });
  }
});

test('the database itself refuses the overlap of two transactions that know nothing of each other', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  for (const table of ['shifts', 'overrides']) {
    const insert = (userId: string) => db.sql.begin((tx) => tx`insert into ${tx(table)} (team_id, user_id, level, starts_at, ends_at) values (${teamId}, ${userId}, 1, ${week.startsAt}, ${week.endsAt})`);
    const outcomes = await Promise.allSettled([insert(ids.ann), insert(ids.bob)]);
    // Each may find the other's row not yet committed and wait for it: then PostgreSQL ends one of them as a deadlock.
    const refused = outcomes.find((one) => one.status === 'rejected')!.reason as { code: string; constraint_name?: string };
    expect([`23P01 ${table}_overlap`, '40P01 ']).toContain(`${refused.code} ${refused.constraint_name ?? ''}`);
    expect(await db.sql`select 1 from ${db.sql(table)}`).toHaveLength(1);
  }
});

test.each([
  ['an end before the start', { startsAt: week.endsAt, endsAt: week.startsAt }, 'schedules.end_before_start'],
  ['an end at the start', { startsAt: week.startsAt, endsAt: week.startsAt }, 'schedules.end_before_start'],
  ['seventy years', { startsAt: week.startsAt, endsAt: at('2100-01-01T00:00') }, 'schedules.too_long'],
])('%s is refused beside the end', async (_, interval, key) => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  await expect(addShift(db.ctx(), { teamId, userId: ids.ann, ...interval })).rejects.toMatchObject({ code: 'invalid', key, extras: { fields: { to: { key } } } });
});

test('a shift of the year 2100 is taken as any other', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  expect(await addShift(db.ctx(), { teamId, userId: ids.ann, startsAt: at('2100-02-28T09:00'), endsAt: at('2100-03-01T09:00') })).toMatchObject({ startsAt: at('2100-02-28T09:00') });
});

test.each([[{ level: 0 }, 'errors.bad_number'], [{ level: 10 }, 'errors.bad_number'], [{ level: 2, isPrimary: true }, 'schedules.level_contradicts']])('the level %j is refused', async (level, key) => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  await expect(addShift(db.ctx(), { teamId, userId: ids.ann, ...week, ...level })).rejects.toMatchObject({ key });
});

test('whoever left is not put on call', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  await disableUser(db.ctx(), { userId: ids.ann, otherwise: null });
  await expect(addShift(db.ctx(), { teamId, userId: ids.ann, ...week })).rejects.toMatchObject({ key: 'people.user_disabled', params: { name: 'ann' } });
});

test('an edit keeps what it does not name, and is refused where another stands', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const { id, createdAt } = await addShift(db.ctx(), { teamId, userId: ids.ann, ...week });
  await addShift(db.ctx(), { teamId, userId: ids.bob, ...next });
  expect(await editShift(db.ctx(), id, { startsAt: at('2026-12-08T09:00') })).toMatchObject({ id, username: 'ann', level: 1, startsAt: at('2026-12-08T09:00'), endsAt: week.endsAt, createdAt });
  await expect(editShift(db.ctx(), id, { endsAt: at('2026-12-15T09:00') })).rejects.toMatchObject({ key: 'schedules.taken', params: { name: 'bob' } });
  expect((await listShifts(db.ctx(), { userId: ids.ann })).map((shift) => shift.endsAt)).toEqual([week.endsAt]);
  expect(await editShift(db.ctx(), id, { isPrimary: false, userId: ids.bob })).toMatchObject({ level: 2, username: 'bob' });
});

test('a removed entry is gone, and a second removal says so', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  const { id } = await addShift(db.ctx(), { teamId, userId: ids.ann, ...week });
  expect(await removeShift(db.ctx(), id)).toMatchObject({ username: 'ann' });
  await expect(removeShift(db.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
});

test('members keep their own entries without any permission, and nobody else’s', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const { id: data } = await createTeam(db.ctx(), { name: 'Data' });
  const ann = db.ctx(await as(db, ids.ann));
  const { id } = await addShift(ann, { teamId, userId: ids.ann, ...week });
  await editShift(ann, id, { endsAt: at('2026-12-12T09:00') });
  const { id: bobs } = await addShift(db.ctx(), { teamId, userId: ids.bob, ...next });
  const forbidden = { code: 'forbidden' };
  await expect(editShift(ann, id, { userId: ids.bob })).rejects.toMatchObject(forbidden);
  await expect(editShift(ann, bobs, { endsAt: at('2026-12-15T09:00') })).rejects.toMatchObject(forbidden);
  await expect(removeShift(ann, bobs)).rejects.toMatchObject(forbidden);
  await expect(addShift(ann, { teamId, userId: ids.bob, ...week })).rejects.toMatchObject(forbidden);
  await expect(addShift(ann, { teamId: data, userId: ids.ann, ...week })).rejects.toMatchObject(forbidden);
  await removeShift(ann, id);
});

test('a manager keeps the own team’s entries, a guest in none of them nothing', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  const manager = db.ctx(await as(db, ids.ann));
  const { id } = await addShift(manager, { teamId, userId: ids.bob, ...week });
  await editShift(manager, id, { userId: ids.ann });
  await removeShift(manager, id);
  const guest = db.ctx(await as(db, await someone(db, 'guest', 'Operators')));
  await expect(addShift(guest, { teamId, userId: ids.bob, ...week })).rejects.toMatchObject({ code: 'forbidden' });
});
