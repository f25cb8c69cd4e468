import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { deleteTeam } from '../../../src/domain/people/delete-team.ts';
import { editTeam, type TeamChanges } from '../../../src/domain/people/edit-team.ts';
import { findTeam } from '../../../src/domain/people/find-team.ts';
import { listTeams } from '../../../src/domain/people/list-teams.ts';
import { orderMembers } from '../../../src/domain/people/order-members.ts';
import { peopleOf } from '../../../src/domain/people/people-of.ts';
import { removeMember } from '../../../src/domain/people/remove-member.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import type { Team } from '../../../src/domain/people/schema.ts';
import { aDatabase, aPerson, type TestDatabase } from '../../database.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from './someone.ts';

test('a team is found by name, slug and id, and its founding is audited', async () => {
  await using db = await aDatabase();
  const team = await createTeam(db.ctx(), { name: ' SRE Core ', timeZone: 'europe/paris' });

  for (const word of ['sre core', 'SRE-CORE', team.id]) expect((await findTeam(db.ctx(), word)).id).toBe(team.id);
  expect(team).toMatchObject({ name: 'SRE Core', slug: 'sre-core', timeZone: 'Europe/Paris' });
  expect(await audited(db)).toEqual(['team.created']);
});

test('two teams may share the letters of a slug but not a name', async () => {
  await using db = await aDatabase();
  await createTeam(db.ctx(), { name: 'SRE' });

  expect((await createTeam(db.ctx(), { name: 'SRE!' })).slug).toBe('sre-2');
  await expect(createTeam(db.ctx(), { name: 'sre' })).rejects.toMatchObject({ code: 'conflict', key: 'errors.team_exists' });
});

test('a team that is mistyped is answered with the nearest names', async () => {
  await using db = await aDatabase();
  await createTeam(db.ctx(), { name: 'Payments' });

  await expect(findTeam(db.ctx(), 'paymnets')).rejects.toMatchObject({ code: 'not_found', extras: { hint: { params: { names: 'Payments' } } } });
});

test('editing changes what is given, leaves the rest, and keeps both in the audit log', async () => {
  await using db = await aDatabase();
  const team = await createTeam(db.ctx(), { name: 'SRE', description: 'keeps' });
  const changed = await editTeam(db.ctx(), team.id, {
    name: 'Reliability', timeZone: 'Asia/Tokyo', workingHours: { days: [5, 1, 1], from: '08:30', to: '24:00' }, acknowledgeTimeoutMinutes: 5, state: 'shadow', primaryPlatform: 'slack', slackChannelId: 'C1', discordChannelId: '',
  });

  expect(changed).toMatchObject({ name: 'Reliability', slug: 'sre', description: 'keeps', timeZone: 'Asia/Tokyo', workingHours: { days: [1, 5], from: '08:30', to: '24:00' }, acknowledgeTimeoutMinutes: 5, state: 'shadow', primaryPlatform: 'slack', slackChannelId: 'C1', discordChannelId: null });
  const [row] = await db.sql<{ detail: Record<string, Record<string, unknown>> }[]>`select detail from audit_log where action = 'team.changed'`;
  expect([row!.detail['before']!['name'], row!.detail['after']!['name']]).toEqual(['SRE', 'Reliability']);
});

const hours = { days: [1], from: '09:00', to: '18:00' };
describe('what is not well-formed', () => {
  let db: TestDatabase;
  let team: Team;
  beforeAll(async () => {
    db = await aDatabase();
    team = await createTeam(db.ctx(), { name: 'SRE' });
  });
  afterAll(() => db[Symbol.asyncDispose]());

  test.for<[string, TeamChanges, string]>([
    ['blanks', { name: '  ' }, 'name'],
    ['81 characters', { name: 'x'.repeat(81) }, 'name'],
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }, 'time_zone'],
    ['an offset, which knows no summer', { timeZone: '+02:00' }, 'time_zone'],
    ['an eighth day', { workingHours: { ...hours, days: [8] } }, 'working_hours'],
    ['no day', { workingHours: { ...hours, days: [] } }, 'working_hours'],
    ['an end before the start', { workingHours: { ...hours, to: '08:00' } }, 'working_hours'],
    ['25 o’clock', { workingHours: { ...hours, to: '25:00' } }, 'working_hours'],
    ['no minutes', { acknowledgeTimeoutMinutes: 0 }, 'acknowledge_timeout_minutes'],
    ['half a minute', { acknowledgeTimeoutMinutes: 1.5 }, 'acknowledge_timeout_minutes'],
    ['an unknown state', { state: 'dead' as 'live' }, 'state'],
    ['an unknown platform', { primaryPlatform: 'irc' as 'slack' }, 'primary_platform'],
  ])('%s is refused, naming the field', async ([, changes, field]) => {
    const error = await editTeam(db.ctx(), team.id, changes).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid' });
    expect(Object.keys((error as { extras: { fields: object } }).extras.fields)).toEqual([field]);
  });
});

test('a name that another team has is a conflict', async () => {
  await using db = await aDatabase();
  await createTeam(db.ctx(), { name: 'SRE' });
  const other = await createTeam(db.ctx(), { name: 'Data' });
  await expect(editTeam(db.ctx(), other.id, { name: 'sre' })).rejects.toMatchObject({ code: 'conflict', key: 'errors.team_exists' });
});

test('a manager changes their own team and no other', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const { id: other } = await createTeam(db.ctx(), { name: 'Data' });
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  const manager = db.ctx(await as(db, ids.ann));

  await expect(editTeam(manager, teamId, { acknowledgeTimeoutMinutes: 7 })).resolves.toMatchObject({ acknowledgeTimeoutMinutes: 7 });
  await expect(setMember(manager, { teamId, userId: ids.bob, role: 'manager' })).resolves.toBe(true);
  await expect(editTeam(manager, other, { acknowledgeTimeoutMinutes: 7 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteTeam(manager, teamId)).rejects.toMatchObject({ code: 'forbidden', params: { permission: 'delete_team' } });
});

test('members stand in the order they came, until they are ordered', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy']);
  const order = async () => (await peopleOf(db.ctx(), [teamId])).map((member) => member.username);

  expect(await order()).toEqual(['ann', 'bob', 'cy']);
  await orderMembers(db.ctx(), teamId, [ids.cy, ids.ann, ids.bob]);
  expect(await order()).toEqual(['cy', 'ann', 'bob']);
  await expect(orderMembers(db.ctx(), teamId, [ids.cy, ids.ann, ids.ann])).rejects.toMatchObject({ code: 'invalid', params: { names: 'cy, ann, bob' } });
});

test('adding a member again keeps role and place', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  expect(await setMember(db.ctx(), { teamId, userId: ids.ann })).toBe(false);
  expect((await peopleOf(db.ctx(), [teamId]))[0]).toMatchObject({ username: 'ann', role: 'manager', position: 0 });
});

test('removing somebody who is not a member says so', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  const stranger = await someone(db, 'zoe', 'Viewers');
  await removeMember(db.ctx(), { teamId, userId: ids.ann });
  expect(await peopleOf(db.ctx(), [teamId])).toEqual([]);
  await expect(removeMember(db.ctx(), { teamId, userId: stranger })).rejects.toMatchObject({ code: 'not_found', params: { name: 'zoe', team: 'SRE' } });
});

test.for<[string, string, string]>([
  ['owns a service', `insert into services (name, owner_team_id) select 'redis', id from teams`, 'people.team_owns_services'],
  ['has an open incident', `insert into incidents (title, service_id, team_id, severity, origin, detected_at) select 't', (select id from services), id, 'SEV1_CRITICAL', 'person', now() from teams where name = 'SRE'`, 'people.team_has_incidents'],
  ['has a past incident', `insert into incidents (title, service_id, team_id, severity, origin, detected_at, status) select 't', (select id from services), id, 'SEV1_CRITICAL', 'person', now(), 'RESOLVED' from teams where name = 'SRE'`, 'people.team_has_history'],
  ['is Triage', `update teams set is_triage = true where name = 'SRE'`, 'people.triage_stays'],
])('a team that %s is not deleted', async ([, sql, key]) => {
  await using db = await aDatabase();
  const team = await createTeam(db.ctx(), { name: 'SRE' });
  if (sql.includes('incidents')) {
    await createTeam(db.ctx(), { name: 'Owner' });
    await db.sql.unsafe(`insert into services (name, owner_team_id) select 'redis', id from teams where name = 'Owner'`);
  }
  await db.sql.unsafe(sql);
  await expect(deleteTeam(db.ctx(), team.id)).rejects.toMatchObject({ code: 'conflict', key });
});

test('a team that answers for nothing is deleted with its members', async () => {
  await using db = await aPeopledDatabase();
  const { teamId } = await aTeam(db, 'SRE', ['ann']);
  await deleteTeam(db.ctx(), teamId);
  expect((await listTeams(db.ctx())).rows).toEqual([]);
});

test('teams are listed by name, searched and paged, with the whole count', async () => {
  await using db = await aDatabase();
  for (const name of ['beta', 'Alpha', '100%', 'gamma']) await createTeam(db.ctx(), { name });
  const viewer = db.ctx(aPerson('00000000-0000-4000-8000-000000000001', 'Viewers'));
  const names = async (filters: Parameters<typeof listTeams>[1]) => {
    const { rows, count } = await listTeams(viewer, filters);
    return [rows.map((team) => team.name), count];
  };
  expect(await names({})).toEqual([['100%', 'Alpha', 'beta', 'gamma'], 4]);
  expect(await names({ limit: 2, offset: 1 })).toEqual([['Alpha', 'beta'], 4]);
  expect(await names({ search: 'A', limit: 9 })).toEqual([['Alpha', 'beta', 'gamma'], 3]);
  expect(await names({ search: '%' })).toEqual([['100%'], 1]);
});
