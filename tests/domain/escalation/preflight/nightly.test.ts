import { expect, test } from 'vitest';
import { checkNightly, nightFound } from '../../../../src/domain/escalation/preflight/check-nightly.ts';
import { checkOnCall } from '../../../../src/domain/escalation/preflight/check-on-call.ts';
import { addContact } from '../../../../src/domain/people/add-contact.ts';
import { createService } from '../../../../src/domain/services/create-service.ts';
import { setOnCall } from '../../../../src/domain/oncall/set-on-call.ts';
import type { Ports } from '../../../../src/domain/ports.ts';
import { aPerson } from '../../../database.ts';
import { aPeopledDatabase, aTeam } from '../../people/someone.ts';

const allAlive: Ports['checkChannel'] = async () => undefined;

/** A team that owns a service, with two people of whom the second manages it. */
async function aHouse() {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'max']);
  await db.sql`update team_members set role = 'manager' where user_id = ${ids.max}`;
  await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
  // Mail addresses would be waiting for a provider.
  await db.sql`delete from contacts`;
  const keys = async () => (await checkOnCall(db.ctx(), { checkChannel: allAlive })).map(({ key }) => key.replace('oncallCheck.', ''));
  const bulletins = async () => (await db.sql<{ team: string | null }[]>`select t.name as team from bulletins b left join teams t on t.id = b.team_id where b.kind = 'check' order by b.created_at, t.name nulls first`).map(({ team }) => team ?? 'admins');
  const told = async () => (await db.sql<{ username: string }[]>`select u.username from notifications n join users u on u.id = n.user_id where notice_key like 'check:%' order by n.created_at`).map(({ username }) => username);
  return { db, teamId, ids, keys, bulletins, told };
}

test('what is wrong is read from teams, schedules, contacts and providers as they stand', async () => {
  const { db, teamId, ids, keys } = await aHouse();
  await using _ = db;
  expect(await keys()).toEqual(['nobody_ever']);
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  expect(await keys()).toEqual(['one_means_now']);
  await db.sql`insert into providers (name, kind, config, priority, is_active) values ('OVH', 'OVH_SMS', '{}', 1, true)`;
  await addContact(db.ctx(), { userId: ids.alice, means: 'SMS', address: '+33612345678' });
  await db.sql`update contacts set verified_at = imas_now() where means = 'SMS'`;
  expect(await keys()).toEqual([]);
  await db.sql`update contacts set bad_since = imas_now(), bad_reason = 'gone' where means = 'SMS'`;
  expect(await keys()).toEqual(['bad_contact_now', 'one_means_now']);
});

test('a platform is asked about the channels of teams; what it says is told', async () => {
  const { db, teamId, ids } = await aHouse();
  await using _ = db;
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await db.sql`update teams set slack_channel_id = 'C0DEAD0001' where id = ${teamId}`;
  const asked: string[] = [];
  const findings = await checkOnCall(db.ctx(), { teamId, checkChannel: async (_platform, id) => { asked.push(id); return { key: 'slackFaults.archived', params: {} }; } });
  expect(asked).toEqual(['C0DEAD0001']);
  expect(findings.find(({ key }) => key === 'oncallCheck.dead_channel')).toMatchObject({ words: { target: { key: 'slackFaults.archived' } }, fix: { command: 'team/channel', args: { team: 'SRE' } } });
});

test('a channel in Discord is asked about like one in Slack, and either may be dead', async () => {
  const { db, teamId, ids } = await aHouse();
  await using _ = db;
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await db.sql`update teams set slack_channel_id = 'C0FINE0001', discord_channel_id = '118012345678901234' where id = ${teamId}`;
  const findings = await checkOnCall(db.ctx(), { teamId, checkChannel: async (platform, id) => (platform === 'slack' ? undefined : { key: 'discordSetup.channel_unseen', params: { channel: id } }) });
  expect(findings.find(({ key }) => key === 'oncallCheck.dead_channel')).toMatchObject({ words: { target: { key: 'discordSetup.channel_unseen', params: { channel: '118012345678901234' } } } });
});

test('at night the administrators and the team are told once, its manager too, and again only when something changed', async () => {
  const { db, teamId, ids, bulletins, told } = await aHouse();
  await using _ = db;
  expect(await checkNightly(db.ctx(), allAlive)).toEqual({ findings: 1, cards: 2 });
  expect([await bulletins(), await told()]).toEqual([['admins', 'SRE'], ['max']]);
  await db.advance('1 day');
  expect(await checkNightly(db.ctx(), allAlive)).toEqual({ findings: 1, cards: 0 });
  expect([(await bulletins()).length, await told()]).toEqual([2, ['max']]);
  await db.advance('1 day');
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  expect(await checkNightly(db.ctx(), allAlive)).toEqual({ findings: 1, cards: 2 });
  expect(await told()).toEqual(['max', 'max']);
});

test('a house without findings hears nothing, and of their end once, without a word to managers', async () => {
  const { db, teamId, ids, bulletins, told } = await aHouse();
  await using _ = db;
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await db.sql`insert into providers (name, kind, config, priority, is_active) values ('OVH', 'OVH_SMS', '{}', 1, true)`;
  await db.sql`insert into contacts (user_id, means, address, verified_at) values (${ids.alice}, 'SMS', '+33612345678', imas_now())`;
  expect(await checkNightly(db.ctx(), allAlive)).toEqual({ findings: 0, cards: 0 });
  await db.sql`update teams set current_on_call = null`;
  await checkNightly(db.ctx(), allAlive);
  await db.advance('1 day');
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  expect(await checkNightly(db.ctx(), allAlive)).toEqual({ findings: 0, cards: 2 });
  expect([(await bulletins()).length, await told()]).toEqual([4, ['max']]);
});

test('two checks at once tell once', async () => {
  const { db, bulletins } = await aHouse();
  await using _ = db;
  const outcomes = await Promise.all([checkNightly(db.ctx(), allAlive), checkNightly(db.ctx(), allAlive)]);
  expect(outcomes.map(({ cards }) => cards).toSorted((a, b) => a - b)).toEqual([0, 2]);
  expect(await bulletins()).toHaveLength(2);
});

test('what a night found stays as it was found', async () => {
  const { db, teamId, ids } = await aHouse();
  await using _ = db;
  await checkNightly(db.ctx(), allAlive);
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  const [{ subject }] = await db.sql<[{ subject: string }]>`select subject from bulletins where team_id = ${teamId}`;
  expect(await nightFound(db.ctx(), subject)).toMatchObject({ team: 'SRE', findings: [{ key: 'oncallCheck.nobody_ever' }] });
});

test('whoever may not read schedules or policies may not check them', async () => {
  const { db } = await aHouse();
  await using _ = db;
  await expect(checkOnCall(db.ctx(aPerson('00000000-0000-0000-0000-000000000000', ['view_schedule'])))).rejects.toMatchObject({ code: 'forbidden' });
});
