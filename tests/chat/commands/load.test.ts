import { expect, test } from 'vitest';
import { createService } from '../../../src/domain/services/create-service.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

async function aTeamOfTwo() {
  const talk = await aConversation('Admins');
  const { sql } = talk.database;
  const bea = await someone(talk.database, 'bea', 'Responders');
  await talk.say('/team create SRE');
  await talk.say('/team member SRE ann');
  await talk.say('/team member SRE bea');
  const [{ team, midnight }] = await sql<[{ team: string; midnight: Date }]>`select id as team, date_trunc('day', imas_now()) as midnight from teams where name = 'SRE'`;
  const at = (days: number) => new Date(midnight.getTime() + days * 86_400_000 + 12 * 3_600_000);
  const shift = (userId: string, from: number, to: number) => sql`insert into shifts (team_id, user_id, starts_at, ends_at) values (${team}, ${userId}, ${at(from)}, ${at(to)})`;
  const { id: service } = await createService(talk.ctx, { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
  let number = 0;
  /** Of the team, unless merged or of another. @returns pages somebody by this means */
  const incident = async (columns: Record<string, unknown> = {}) => (await sql<[{ id: string }]>`insert into incidents ${sql({ number: 900 + number++, title: 'x', severity: 'SEV1_CRITICAL', status: 'TRIGGERED', origin: 'person', service_id: service, team_id: team, detected_at: at(-3), ...columns })} returning id`)[0].id;
  const page = async (incidentId: string, sentAt: Date | null, more: Record<string, unknown> = {}) => {
    const [run] = await sql<[{ id: string }]>`select gen_random_uuid() as id`;
    await sql`insert into notifications ${sql({ incident_id: incidentId, user_id: bea, purpose: 'page', means: 'SMS', address: '+33612345678', slot: run.id, status: 'accepted', sent_at: sentAt, is_page: true, ...more })}`;
  };
  return { talk, sql, bea, at, shift, incident, page, team };
}
const lineOf = (said: string, name: string) => said.split('\n').find((line) => line.startsWith(`${name}  `))?.split(/\s+/);

test('turns, hours, nights and pages are counted for each member, and the one who carried more than the others is named', async () => {
  const it = await aTeamOfTwo();
  await using talk = it.talk;
  await it.shift(it.bea, -10, -4);
  await it.shift(talk.userId, -4, -3);
  const incident = await it.incident();
  await it.page(incident, it.at(-5));
  await it.page(incident, new Date(it.at(-5).getTime() - 9 * 3_600_000));
  const said = await talk.say('/oncall load SRE 14');
  expect(said).toMatch(/^SRE: who carried how much, the past 14 days\nbea had 6 nights; the average is 3\.5\./);
  expect([lineOf(said, 'bea'), lineOf(said, 'ann')]).toEqual([['bea', '1', '144', '6', '2', '1'], ['ann', '1', '24', '1', '0', '0']]);
});

test('what was shadowed, is of merged incidents, of another team, or no page, does not count; attempts of one step are one page', async () => {
  const it = await aTeamOfTwo();
  await using talk = it.talk;
  const incident = await it.incident();
  const slot = { slot: '1.0', run_id: null };
  await it.page(incident, it.at(-2), { bundle_id: '00000000-0000-4000-8000-000000000001' });
  await it.page(incident, it.at(-2), { bundle_id: '00000000-0000-4000-8000-000000000001', means: 'VOICE' });
  await it.page(incident, null, { status: 'shadow', ...slot });
  await it.page(incident, it.at(-2), { is_page: false, purpose: 'test' });
  await it.page(await it.incident({ merged_into: incident }), it.at(-2));
  const { id: other } = await createTeam(talk.ctx, { name: 'Data' });
  await it.page(await it.incident({ team_id: other }), it.at(-2));
  await it.page(incident, it.at(-40));
  expect(lineOf(await talk.say('/oncall load SRE'), 'bea')?.[4]).toBe('1');
});

test('a pin counts since its person was seen on call, and before it whoever the hand-overs name', async () => {
  const it = await aTeamOfTwo();
  await using talk = it.talk;
  await it.sql`update teams set current_on_call = ${it.bea} where id = ${it.team}`;
  await it.sql`insert into on_call_seen (team_id, level, user_id, since) values (${it.team}, 1, ${it.bea}, ${it.at(-2)}) on conflict (team_id, level) do update set user_id = excluded.user_id, since = excluded.since`;
  await it.sql`insert into handovers (team_id, level, at, from_user, to_user) values (${it.team}, 1, ${it.at(-6)}, null, ${talk.userId}), (${it.team}, 1, ${it.at(-2)}, ${talk.userId}, ${it.bea})`;
  const said = await talk.say('/oncall load SRE 14');
  expect(lineOf(said, 'ann')?.slice(1, 4)).toEqual(['1', '96', '4']);
  expect(Number(lineOf(said, 'bea')?.[2])).toBeLessThan(72);
});

test('the team may be called by its slug, and one that is misspelt is answered with the nearest', async () => {
  const { talk } = await aTeamOfTwo();
  await using _ = talk;
  await talk.say('/team create "Data Platform"');
  expect(await talk.say('/oncall load data-platform 7')).toMatch(/^Data Platform: who carried how much, the past 7 days/);
  expect(await talk.say('/oncall load SRA')).toContain('Did you mean SRE?');
});

test('the turns that somebody had before their account was disabled stay theirs', async () => {
  const it = await aTeamOfTwo();
  await using talk = it.talk;
  await it.shift(it.bea, -10, -4);
  const rotation = await it.sql<{ id: string }[]>`insert into rotations (team_id, name, time_zone, starts_at, every, unit, handover_time) values (${it.team}, 'Daily', 'UTC', ${it.at(-4)}, 1, 'days', '12:00') returning id`;
  await it.sql`insert into rotation_members (rotation_id, position, user_id) values (${rotation[0]!.id}, 1, ${it.bea}), (${rotation[0]!.id}, 2, ${talk.userId})`;
  const before = lineOf(await talk.say('/oncall load SRE 14'), 'bea');
  await it.sql`update users set is_active = false, disabled_at = ${it.at(-1)} where id = ${it.bea}`;
  const said = await talk.say('/oncall load SRE 14');
  expect(lineOf(said, 'bea')).toEqual(['bea', '3', '192', '8', '0', '0']);
  expect(lineOf(said, 'ann')!.slice(1, 3)).not.toEqual(before!.slice(1, 3));
});
