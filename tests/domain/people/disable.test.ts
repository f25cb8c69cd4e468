import { expect, test } from 'vitest';
import { actorByToken } from '../../../src/domain/people/actor-by-token.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import { addUser } from '../../../src/domain/people/add-user.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { createToken } from '../../../src/domain/people/create-token.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { enableUser } from '../../../src/domain/people/enable-user.ts';
import { holdingsOf } from '../../../src/domain/people/holdings.ts';
import { peopleOf } from '../../../src/domain/people/people-of.ts';
import { readSession } from '../../../src/domain/people/read-session.ts';
import { startSession } from '../../../src/domain/people/start-session.ts';
import { useCode } from '../../../src/domain/people/use-code.ts';
import type { TestDatabase } from '../../database.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from './someone.ts';

/** Ann is on call for SRE, leads INC-1, is named by a policy; Bob is there to take over. */
async function aBusyAnn(db: TestDatabase) {
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await db.sql`update teams set current_on_call = ${ids.ann}`;
  const [service] = await db.sql<{ id: string }[]>`insert into services (name, owner_team_id) values ('redis', ${teamId}) returning id`;
  const [incident] = await db.sql<{ id: string }[]>`
    insert into incidents (title, service_id, team_id, severity, origin, detected_at, lead_id) values ('down', ${service!.id}, ${teamId}, 'SEV1_CRITICAL', 'person', now(), ${ids.ann}) returning id`;
  const [policy] = await db.sql<{ id: string }[]>`
    insert into escalation_policies (team_id, name, steps) values (${teamId}, 'Ladder', ${JSON.stringify([{ delay_minutes: 0, targets: [{ kind: 'USER', user_id: ids.ann }] }])}::jsonb) returning id`;
  return { teamId, ids, incidentId: incident!.id, policyId: policy!.id };
}

test('what a person holds is listed before they are disabled', async () => {
  await using db = await aPeopledDatabase();
  const { ids } = await aBusyAnn(db);
  await createToken(db.ctx(), { userId: ids.ann, name: 'laptop' });

  const { handOver, tokens } = await holdingsOf(db.ctx(), ids.ann);
  expect(handOver.map(({ kind, label }) => [kind, label])).toEqual([['pin', 'SRE'], ['lead', 'INC-1'], ['step', 'Ladder'], ['membership', 'SRE']]);
  expect(tokens).toEqual(['laptop']);
});

test('nobody is disabled while something they hold has no answer', async () => {
  await using db = await aPeopledDatabase();
  const { ids, teamId } = await aBusyAnn(db);
  const error: unknown = await disableUser(db.ctx(), { userId: ids.ann, answers: { [`pin:${teamId}`]: ids.bob } }).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: 'conflict', key: 'people.still_holds', params: { count: 3 }, extras: { detail: { holdings: [{ kind: 'lead' }, { kind: 'step' }, { kind: 'membership' }] } } });
  expect(await actorOf(db.ctx(), ids.ann, 'api')).toBeDefined();
  expect(await db.sql`select current_on_call from teams`).toEqual([{ current_on_call: ids.ann }]);
});

test('each thing goes to whom it is given, or its place stays empty', async () => {
  await using db = await aPeopledDatabase();
  const { ids, teamId, incidentId, policyId } = await aBusyAnn(db);
  const carol = await someone(db, 'carol', 'Responders');
  await disableUser(db.ctx(), { userId: ids.ann, answers: { [`pin:${teamId}`]: null, [`membership:${teamId}`]: carol }, otherwise: ids.bob });

  expect(await db.sql`select current_on_call from teams`).toEqual([{ current_on_call: null }]);
  expect(await db.sql`select lead_id, card_wanted from incidents`).toEqual([{ lead_id: ids.bob, card_wanted: 2 }]);
  expect(await db.sql`select key, params from timeline`).toEqual([{ key: 'people.lead_handed_over', params: { before: 'ann', after: 'bob' } }]);
  expect(db.jobs.filter((job) => job.name === 'update-cards').map((job) => job.payload)).toEqual([{ incidentId }]);
  expect(await db.sql`select steps -> 0 -> 'targets' -> 0 ->> 'user_id' as user, version from escalation_policies where id = ${policyId}`).toEqual([{ user: ids.bob, version: 2 }]);
  expect((await peopleOf(db.ctx(), [teamId])).map((member) => member.username)).toEqual(['carol', 'bob']);
});

test('whoever takes over must be active and somebody else', async () => {
  await using db = await aPeopledDatabase();
  const { ids } = await aBusyAnn(db);
  await expect(disableUser(db.ctx(), { userId: ids.ann, otherwise: ids.ann })).rejects.toMatchObject({ code: 'invalid' });
  await disableUser(db.ctx(), { userId: ids.bob, otherwise: null });
  await expect(disableUser(db.ctx(), { userId: ids.ann, otherwise: ids.bob })).rejects.toMatchObject({ code: 'invalid' });
  await expect(disableUser(db.ctx(), { userId: ids.ann, answers: { 'pin:elsewhere': null }, otherwise: null })).rejects.toMatchObject({ code: 'conflict', key: 'people.unknown_holding' });
});

test('a disabled person loses session, token, code and contacts at once', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Admins');
  await someone(db, 'root', 'Admins');
  const { token } = await createToken(db.ctx(await as(db, ann)), { userId: ann, name: 'laptop' });
  const { cookie } = await startSession(db.ctx(), ann);
  const code = await createCode(db.ctx(), { userId: ann, purpose: 'sign-in', minutes: 15 });
  await disableUser(db.ctx(), { userId: ann });

  expect(await actorOf(db.ctx(), ann, 'api')).toBeUndefined();
  expect(await readSession(db.ctx(), cookie)).toBeUndefined();
  await expect(actorByToken(db.ctx(), token)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(useCode(db.ctx({ kind: 'nobody' }), code, 'sign-in')).rejects.toMatchObject({ code: 'invalid' });
  expect(await db.sql`select 1 from contacts where user_id = ${ann}`).toHaveLength(0);
  expect((await audited(db)).filter((action) => action === 'user.disabled')).toHaveLength(1);
});

test('an enabled account comes back with its groups and address, unless somebody has the address by now', async () => {
  await using db = await aPeopledDatabase();
  const [ann, bob] = [await someone(db, 'ann', 'Operators'), await someone(db, 'bob', 'Viewers')];
  await disableUser(db.ctx(), { userId: ann });
  await enableUser(db.ctx(), ann);
  expect((await as(db, ann)).permissions.has('change_incident')).toBe(true);
  expect(await db.sql`select address from contacts where user_id = ${ann}`).toEqual([{ address: 'ann@example.com' }]);

  await disableUser(db.ctx(), { userId: bob });
  await addUser(db.ctx(), { username: 'other', email: 'bob@example.com' });
  await expect(enableUser(db.ctx(), bob)).rejects.toMatchObject({ code: 'conflict', key: 'people.email_taken' });
});
