import { expect, test } from 'vitest';
import { demandOnIncident } from '../../../src/domain/incidents/allowed.ts';
import { rotate } from '../../../src/domain/oncall/rotate.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { unsetOnCall } from '../../../src/domain/oncall/unset-on-call.ts';
import { onCallOf, whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts';
import { aPerson, type TestDatabase } from '../../database.ts';
import { aPeopledDatabase, aTeam } from '../people/someone.ts';

const at = (iso: string): Date => new Date(iso);
/** SRE with ann, bob, cy; a daily rotation at nine in Paris from Monday 2 March 2026. */
async function aScheduledTeam(): Promise<{ db: TestDatabase & AsyncDisposable; teamId: string; ids: Record<'ann' | 'bob' | 'cy', string> }> {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy']);
  const [rotation] = await db.sql<{ id: string }[]>`
    insert into rotations (team_id, name, time_zone, starts_at, every, unit, handover_time) values (${teamId}, 'Daily', 'Europe/Paris', '2026-03-02T08:00Z', 1, 'days', '09:00') returning id`;
  await db.sql`insert into rotation_members (rotation_id, position, user_id) select ${rotation!.id}, n, id from unnest(${[ids.ann, ids.cy, ids.bob]}::uuid[]) with ordinality m(id, n)`;
  return { db, teamId, ids: ids as Record<'ann' | 'bob' | 'cy', string> };
}

test('every layer answers in its turn, at any instant, and says which it is and until when', async () => {
  const { db, teamId, ids } = await aScheduledTeam();
  await using _ = db;
  await db.sql`insert into shifts (team_id, user_id, level, starts_at, ends_at) values (${teamId}, ${ids.bob}, 1, '2026-03-04T10:00Z', '2026-03-04T12:00Z'), (${teamId}, ${ids.ann}, 2, '2026-03-04T00:00Z', '2026-03-05T00:00Z')`;
  await db.sql`insert into overrides (team_id, user_id, starts_at, ends_at, created_by) values (${teamId}, ${ids.cy}, '2026-03-04T11:00Z', '2026-03-04T11:30Z', ${ids.ann})`;
  const said = async (when: string) => (await whoIsOnCall(db.ctx(), { teamIds: [teamId], at: at(when), until: true })).map(({ level, username, why, until }) => [level, username, why.key, Object.values(why.params), until?.toISOString()]);

  expect(await said('2026-03-04T09:00Z')).toEqual([[1, 'bob', 'oncall.by_rotation', ['Daily'], '2026-03-04T11:00:00.000Z'], [2, 'ann', 'oncall.by_shift', ['2026-03-05T00:00:00.000Z'], '2026-03-05T00:00:00.000Z']]);
  expect((await said('2026-03-04T10:30Z'))[0]).toEqual([1, 'bob', 'oncall.by_shift', ['2026-03-04T12:00:00.000Z'], '2026-03-04T11:00:00.000Z']);
  expect((await said('2026-03-04T11:00Z'))[0]).toEqual([1, 'cy', 'oncall.by_override_of', ['2026-03-04T11:30:00.000Z', 'ann'], '2026-03-04T11:30:00.000Z']);
  expect(await said('2026-03-01T09:00Z')).toEqual([[1, null, 'oncall.nobody', [], undefined]]);
  await setOnCall(db.ctx(), { teamId, userId: ids.ann });
  expect((await said('2026-03-04T11:00Z'))[0]).toEqual([1, 'ann', 'oncall.pinned', [], undefined]);
});

test('whoever is disabled is as if absent', async () => {
  const { db, teamId, ids } = await aScheduledTeam();
  await using _ = db;
  await db.sql`insert into overrides (team_id, user_id, starts_at, ends_at) values (${teamId}, ${ids.cy}, '2026-03-04T00:00Z', '2026-03-05T00:00Z')`;
  expect(await onCallOf(db.ctx(), teamId, 1, at('2026-03-04T11:00Z'))).toMatchObject({ username: 'cy' });
  await db.sql`update users set is_active = false where id = ${ids.cy}`;
  expect(await onCallOf(db.ctx(), teamId, 1, at('2026-03-04T11:00Z'))).toMatchObject({ username: 'bob' });
});

test('rotating pins the next of the rotation; taking the pin off gives it back to the rotation', async () => {
  const { db, teamId, ids } = await aScheduledTeam();
  await using _ = db;
  const order = [ids.ann, ids.cy, ids.bob];
  const now = (await onCallOf(db.ctx(), teamId))!;
  const next = order[(order.indexOf(now.userId) + 1) % 3];
  expect(await rotate(db.ctx(), teamId, now.userId)).toMatchObject({ before: now, after: { userId: next } });
  await expect(rotate(db.ctx(), teamId, now.userId)).rejects.toMatchObject({ key: 'errors.changed_meanwhile' });
  expect(await unsetOnCall(db.ctx(), teamId)).toMatchObject({ before: { userId: next }, after: now });
});

test('the backup of its team may do everything to an incident', async () => {
  const { db, teamId, ids } = await aScheduledTeam();
  await using _ = db;
  const incident = { id: '00000000-0000-4000-8000-000000000000', lead_id: null, team_id: teamId };
  const backup = db.ctx(aPerson(ids.cy, 'Viewers'));
  await db.sql`update rotations set ends_at = '2026-03-03T08:00Z'`;
  await expect(demandOnIncident(backup, 'resolve_incident', incident)).rejects.toMatchObject({ code: 'forbidden' });
  await db.sql`insert into shifts (team_id, user_id, level, starts_at, ends_at) values (${teamId}, ${ids.cy}, 2, now() - interval '1 hour', now() + interval '1 hour')`;
  await demandOnIncident(backup, 'resolve_incident', incident);
});

test('of two rows of one rotation that began at once, the one that ended answers for its time, whatever their ids', async () => {
  const { db, teamId, ids } = await aScheduledTeam();
  await using _ = db;
  await db.sql`update rotations set ends_at = '2026-03-10T08:00Z', replaced_by = id where team_id = ${teamId}`;
  for (const first of ['0', 'f']) {
    const heir = `${first.repeat(8)}-0000-4000-8000-000000000000`;
    await db.sql`
      insert into rotations (id, team_id, name, time_zone, starts_at, every, unit, handover_time) values (${heir}, ${teamId}, 'Daily', 'Europe/Paris', '2026-03-02T08:00Z', 1, 'days', '09:00')`;
    await db.sql`insert into rotation_members (rotation_id, position, user_id) values (${heir}, 1, ${ids.bob})`;
    expect([await onCallOf(db.ctx(), teamId, 1, at('2026-03-02T12:00Z')), await onCallOf(db.ctx(), teamId, 1, at('2026-03-10T12:00Z'))]).toMatchObject([{ username: 'ann' }, { username: 'bob' }]);
    await db.sql`delete from rotations where id = ${heir}`;
  }
});
