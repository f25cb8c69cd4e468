import { expect, test } from 'vitest';
import { createService } from '../../../src/domain/services/create-service.ts';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

async function aHouse() {
  const talk = await aConversation('Admins');
  await someone(talk.database, 'bea', 'Responders');
  await talk.say('/team create SRE');
  await talk.say('/team member SRE ann manager');
  await talk.say('/team member SRE bea');
  await createService(talk.ctx, { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
  return talk;
}

test('findings are told worst first, each with a button to its cure, which is pressed until nothing is left of it', async () => {
  await using talk = await aHouse();
  const card = await talk.answer('/oncall check SRE');
  expect(card).toMatchObject({ private: true });
  expect(talk.plain(card)).toMatch(/^On-call check of SRE: 1 finding\nPages would reach nobody\n- 1 SRE: nobody is on call, now or later. Services: redis-prod\./);
  await talk.say('/oncall set SRE bea');
  expect(await talk.say('/oncall check sre')).toMatch(/Hangs on one person or one means\n- 1 SRE: bea is on call, and nothing but chat reaches them\./);
});

test('the button of a gap opens the form that fills exactly this gap', async () => {
  await using talk = await aHouse();
  await talk.database.sql`insert into shifts (team_id, user_id, starts_at, ends_at) select id, ${talk.userId}, imas_now() - interval '1 hour', imas_now() + interval '5 days' from teams where name = 'SRE'`;
  await talk.database.sql`insert into shifts (team_id, user_id, starts_at, ends_at) select id, ${talk.userId}, imas_now() + interval '6 days', imas_now() + interval '15 days' from teams where name = 'SRE'`;
  const answer = await talk.answer('/oncall check SRE');
  const action = answer.kind === 'card' ? answer.card.actions.find(({ label }) => label === 'Fix 1: fill the gap') : undefined;
  if (action === undefined || 'url' in action) throw new Error(talk.plain(answer));
  const phrase = `/oncall override team:SRE from:${action.args['from']} to:${action.args['to']}`;
  const form = await talk.form(phrase);
  expect(form.fields.filter(({ required, value }) => required && value === undefined).map(({ name }) => name)).toEqual(['user']);
  await talk.submit(form, { ...Object.fromEntries(form.fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))), user: 'bea' });
  expect(await talk.say('/oncall check SRE')).not.toContain('nobody is on call');
});

test('a service is checked by the team that owns it', async () => {
  await using talk = await aHouse();
  expect(await talk.say('/oncall check redis-prod')).toMatch(/^On-call check of redis-prod: 1 finding/);
  expect(await talk.say('/oncall check SRA')).toContain('Did you mean SRE?');
});

test('in French, too', async () => {
  await using talk = await aHouse();
  talk.as({ language: 'fr' });
  expect(await talk.say('/oncall check SRE')).toMatch(/^Contrôle des astreintes de SRE : 1 constat\nDes appels n’atteindraient personne\n- 1 SRE : personne n’est d’astreinte/);
});
