import { expect, test } from 'vitest';
import { editIncident } from '../../../src/domain/incidents/edit.ts';
import { createFirstAdministrator } from '../../../src/domain/people/create-first-administrator.ts';
import { raced } from '../../domain/people/raced.ts';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

/** Ann declares a confidential incident; Bea is not on it. */
async function aSecret() {
  const talk = await aConversation('Responders');
  await createFirstAdministrator(talk.ctx, 'root', 'root@example.com');
  const bea = await someone(talk.database, 'bea', 'Operators');
  await talk.say('/incident declare SEV1 Salaries are public private:yes description:canary');
  await talk.say('/incident note INC-1 the canary sings');
  const asBea = () => talk.as({ userId: bea });
  return { talk, bea, asBea, asAnn: () => talk.as({ userId: talk.userId }), [Symbol.asyncDispose]: () => talk.database[Symbol.asyncDispose]() };
}

test('whoever declared a confidential incident reads it; that they did is audited once', async () => {
  await using it = await aSecret();
  expect(await it.talk.say('/incident show 1')).toMatch(/^SEV1 · Salaries are public/);
  expect(await it.talk.say('/incident timeline 1')).toContain('the canary sings');
  expect(await it.talk.say('/incident')).toContain('Salaries are public');
  expect(await it.talk.database.sql`select actor_name, object_label from audit_log where action = 'incident.read'`).toEqual([{ actor_name: 'ann', object_label: 'INC-1' }]);
});

test.each(['/incident edit 1', '/incident edit 1 private:no', '/incident edit 1 description:other', '/incident show 1', '/incident timeline 1', '/incident notifications 1', '/incident why 1', '/incident paged 1', '/incident join 1', '/incident room 1', '/incident back 1'])('of a confidential incident %s says to others only that it is there', async (phrase) => {
  await using it = await aSecret();
  it.asBea();
  const said = await it.talk.say(phrase);
  expect(said).toMatch(/^INC-1 · confidential · SEV1/);
  expect(said).not.toMatch(/Salaries|canary|Request access/);
});

test('neither lists nor forms nor the audit log tell others what it is about', async () => {
  await using it = await aSecret();
  await it.talk.say('/incident edit 1 Salaries of 2026');
  it.asBea();
  expect(await it.talk.say('/incident')).toMatch(/INC-1[^\n]*confidential/);
  expect(JSON.stringify([await it.talk.answer('/incident'), await it.talk.answer('/incident edit 1'), await it.talk.answer('/incident declare SEV3 x service:unknown/triage')])).not.toMatch(/Salaries|canary|INC-1 SEV1/);
  const log = await it.talk.database.sql`select detail from audit_log`;
  expect(JSON.stringify(log)).not.toMatch(/Salaries|canary/);
});

test('whoever passes it on without being on it reads neither its service nor who leads it', async () => {
  await using it = await aSecret();
  await it.talk.database.sql`insert into services (name, owner_team_id) select 'payroll', id from teams limit 1`;
  await it.talk.database.sql`update incidents set service_id = (select id from services where name = 'payroll')`;
  it.asBea();
  const said = await it.talk.say('/incident assign 1 triage');
  expect(said).toContain('INC-1');
  expect(said).not.toMatch(/payroll|ann/);
});

test('who acknowledges it is on it from then on', async () => {
  await using it = await aSecret();
  it.asBea();
  await it.talk.say('/incident ack 1');
  expect(await it.talk.say('/incident timeline 1')).toContain('the canary sings');
});

test('an incident becomes confidential, and is so no more', async () => {
  await using it = await aSecret();
  await it.talk.say('/incident edit 1 private:no');
  it.asBea();
  expect(await it.talk.say('/incident timeline 1')).toContain('the canary sings');
  it.asAnn();
  await it.talk.say('/incident edit 1 private:yes');
  it.asBea();
  expect(await it.talk.say('/incident timeline 1')).not.toContain('canary');
});

test('somebody who corrects its title at that moment opens it to nobody', async () => {
  await using it = await aSecret();
  await it.talk.say('/incident edit 1 private:no');
  await raced(it.talk.database, (ctx) => editIncident(ctx, 'INC-1', { isPrivate: true, description: 'closed' }), () => it.talk.say('/incident edit 1 Salaries of 2026'));
  expect(await it.talk.database.sql`select title, description, is_confidential from incidents`).toEqual([{ title: 'Salaries of 2026', description: 'closed', is_confidential: true }]);
});

test('what somebody said who may not do it is not kept', async () => {
  await using it = await aSecret();
  it.talk.as({ userId: await someone(it.talk.database, 'vic', 'Viewers') });
  await it.talk.say('/incident declare SEV1 Salaries are public private:yes');
  expect(await it.talk.database.sql`select detail->>'what' as what from audit_log where not success`).toEqual([{ what: 'incident/declare' }]);
});

test('it is merged with nothing that others read', async () => {
  await using it = await aSecret();
  await it.talk.say('/incident declare SEV2 Redis is down');
  expect(await it.talk.say('/incident merge 1 2')).toContain('INC-1 is confidential');
});
