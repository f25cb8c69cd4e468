import { beforeEach, describe, expect, test } from 'vitest';
import type { Speaker } from '../../../../src/chat/platform.ts';
import { slackPeople, type SlackPeople } from '../../../../src/chat/slack/people.ts';
import { profileOf, type SlackUser } from '../../../../src/chat/slack/profile.ts';
import { slackWeb, type Slack } from '../../../../src/chat/slack/web.ts';
import { declare } from '../../../../src/domain/incidents/declare.ts';
import { createService } from '../../../../src/domain/services/create-service.ts';
import { disableUser } from '../../../../src/domain/people/disable-user.ts';
import { linkIdentity } from '../../../../src/domain/people/link-identity.ts';
import type { TestDatabase } from '../../../database.ts';
import { aPeopledDatabase, aTeam, someone } from '../../../domain/people/someone.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { silent } from '../../../log.ts';

let db: TestDatabase;
let there: FakeSlack;
let slack: Slack;
let people: SlackPeople;
beforeEach(async () => {
  db = await aPeopledDatabase();
  there = await fakeSlack();
  slack = slackWeb({ settings: { botToken: there.botToken, signingSecrets: [], apiUrl: there.apiUrl }, sql: db.sql, log: silent });
  people = slackPeople({ slack, ctx: db.ctx() });
  return async () => {
    await there[Symbol.asyncDispose]();
    await db[Symbol.asyncDispose]();
  };
});
const speaks = (slackUserId: string, more: { channel?: string; thread?: string } = {}): Promise<Speaker> => people.speaker({ userId: slackUserId, ...more });
const slackIdOf = async (userId: string) => (await db.sql<{ id: string | null }[]>`select slack_user_id as id from users where id = ${userId}`)[0]!.id;

describe('who speaks', () => {
  test('a linked person is known without asking Slack', async () => {
    const bea = await someone(db, 'bea');
    await linkIdentity(db.ctx(), bea, 'slack', 'U1');
    expect([await speaks('U1'), there.calls.length]).toEqual([{ userId: bea, via: 'slack' }, 0]);
  });
  test('a home member whose e-mail is one account’s is that account from the first word on, and told so once', async () => {
    const bea = await someone(db, 'bea');
    const { id } = there.addUser({ name: 'Bea', email: 'Bea@Example.com' });
    const both = await Promise.all([speaks(id), speaks(id)]);
    expect([both.map((from) => from.userId), await slackIdOf(bea)]).toEqual([[bea, bea], id]);
    expect(db.jobs.map((job) => [job.name, job.payload])).toEqual([['tell-linked', { userId: bea, platform: 'slack', by: 'email', pendingId: null }]]);
  });
  test.each<[who: string, user: Parameters<FakeSlack['addUser']>[0], isMember: boolean]>([
    ['a member without an account', { name: 'Zoe', email: 'zoe@example.com' }, true],
    ['a member without an e-mail', { name: 'Zoe' }, true],
    ['a guest with an account’s e-mail', { name: 'Zoe', email: 'bea@example.com', isGuest: true }, false],
    ['a bot with an account’s e-mail', { name: 'Zoe', email: 'bea@example.com', isBot: true }, false],
    ['a stranger with an account’s e-mail', { name: 'Zoe', email: 'bea@example.com', stranger: true }, false],
    ['somebody whose Slack account has ended', { name: 'Zoe', email: 'bea@example.com', deleted: true }, false],
    ['a namesake of an account', { name: 'bea', email: 'other@example.com' }, true],
  ])('%s is a visitor', async (_, user, isMember) => {
    const bea = await someone(db, 'bea');
    const { id } = there.addUser(user);
    expect(await speaks(id)).toMatchObject({ visitor: { platform: 'slack', chatUserId: id, name: user.name, isMember }, via: 'slack' });
    expect(await slackIdOf(bea)).toBeNull();
  });
  test.each<[how: string, link: (bea: string, slackUserId: string) => Promise<unknown>]>([
    ['that was linked', (bea, slackUserId) => linkIdentity(db.ctx(), bea, 'slack', slackUserId)],
    ['known by e-mail alone', async () => {}],
  ])('a disabled account %s stays that account, which may say nothing', async (_, link) => {
    const bea = await someone(db, 'bea');
    const { id } = there.addUser({ name: 'Bea', email: 'bea@example.com' });
    await link(bea, id);
    await disableUser(db.ctx(), { userId: bea });
    expect((await speaks(id)).userId).toBe(bea);
  });
  test('Slack is asked about a visitor once an hour', async () => {
    const { id } = there.addUser({ name: 'Zoe', email: 'zoe@example.com' });
    await speaks(id);
    await db.advance('59 minutes');
    await speaks(id);
    expect(there.callsOf('users.info')).toHaveLength(1);
    await db.advance('2 minutes');
    await speaks(id);
    expect(there.callsOf('users.info')).toHaveLength(2);
  });
  test('whom Slack does not tell about is a stranger, once seen what they were', async () => {
    const { id } = there.addUser({ name: 'Zoe' });
    there.grant([]);
    expect(await speaks(id)).toMatchObject({ visitor: { name: id, isMember: false } });
    there.grant(['users:read']);
    await speaks(id);
    there.grant([]);
    await db.advance('2 hours');
    expect(await speaks(id)).toMatchObject({ visitor: { name: 'Zoe', isMember: true } });
    await db.advance('23 hours');
    expect(await speaks(id)).toMatchObject({ visitor: { name: id, isMember: false } });
  });
});

test.each<[what: string, user: Partial<SlackUser>, standing: string]>([
  ['of the home workspace', { team_id: 'T1' }, 'member'],
  ['of another workspace of the same organisation, in ours as well', { team_id: 'T2', enterprise_user: { teams: ['T2', 'T1'] } }, 'member'],
  ['of another workspace', { team_id: 'T2' }, 'stranger'],
  ['without a workspace', {}, 'member'],
  ['said to be a stranger', { team_id: 'T1', is_stranger: true }, 'stranger'],
  ['in one channel only', { team_id: 'T1', is_ultra_restricted: true }, 'guest'],
  ['Slackbot', { team_id: 'T1', id: 'USLACKBOT' }, 'bot'],
])('a user %s is read as such', (_, user, standing) => {
  const read = profileOf({ id: 'U1', name: 'zoe', profile: { email: 'zoe@example.com' }, ...user }, 'T1');
  expect(read).toEqual({ name: 'zoe', standing, ...(standing === 'member' || standing === 'guest' ? { email: 'zoe@example.com' } : {}) });
});

describe('where it is said', () => {
  beforeEach(async () => {
    await aTeam(db, 'SRE', ['alice']);
    await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
    for (const title of ['one', 'two']) await declare(db.ctx(), { title, service: 'redis-prod', severity: 'SEV3_MEDIUM', via: 'api' });
    await db.sql`insert into rooms (incident_id, platform, place_id, name, is_automatic) select id, 'slack', 'C_ROOM', 'inc-1', true from incidents where number = 1`;
    await db.sql`insert into posted_cards (subject, incident_id, purpose, platform, place_id, place_kind, message_id) select 'incident:' || id, id, 'team', 'slack', c, 'channel', '17.42' from incidents, unnest(array['C_TEAM', 'C_ROOM']) c where number = 2`;
    await linkIdentity(db.ctx(), await someone(db, 'bea'), 'slack', 'U1');
    await db.sql`insert into chat_profiles (platform, chat_user_id, profile, direct_place_id) values ('slack', 'U1', '{}', 'D1')`;
  });
  test.each<[what: string, channel: string | undefined, thread: string | undefined, where: object]>([
    ['nowhere', undefined, undefined, {}],
    ['a room is its incident', 'C_ROOM', undefined, { place: { platform: 'slack', id: 'C_ROOM', kind: 'room' }, incident: 'INC-1' }],
    ['a thread of a room as well', 'C_ROOM', '17.1', { place: { platform: 'slack', id: 'C_ROOM', kind: 'room', thread: '17.1' }, incident: 'INC-1' }],
    ['a thread below a card is the card’s', 'C_TEAM', '17.42', { place: { platform: 'slack', id: 'C_TEAM', kind: 'channel', thread: '17.42' }, incident: 'INC-2' }],
    ['even in a room', 'C_ROOM', '17.42', { place: { platform: 'slack', id: 'C_ROOM', kind: 'room', thread: '17.42' }, incident: 'INC-2' }],
    ['another thread is nobody’s', 'C_TEAM', '17.43', { place: { platform: 'slack', id: 'C_TEAM', kind: 'channel', thread: '17.43' } }],
    ['the same thread elsewhere is nobody’s', 'C_ELSE', '17.42', { place: { platform: 'slack', id: 'C_ELSE', kind: 'channel', thread: '17.42' } }],
    ['a conversation is nobody’s', 'D1', undefined, { place: { platform: 'slack', id: 'D1', kind: 'direct' } }],
  ])('%s', async (_, channel, thread, where) => {
    const { userId: _who, ...said } = await speaks('U1', { ...(channel === undefined ? {} : { channel }), ...(thread === undefined ? {} : { thread }) });
    expect(said).toEqual({ via: 'slack', ...where });
  });
});

describe('whom Slack can reach', () => {
  test('is looked up by e-mail in small letters, linked and told; the next time nobody asks', async () => {
    const { id: bea } = (await db.sql<{ id: string }[]>`insert into users (username, email) values ('bea', 'Bea@Example.com') returning id`)[0]!;
    const { id } = there.addUser({ name: 'Bea', email: 'bea@example.com' });
    for (const _ of [1, 2]) expect(await people.slackIdsOf([bea])).toEqual(new Map([[bea, id]]));
    expect([there.callsOf('users.lookupByEmail').length, db.jobs.map((job) => job.name)]).toEqual([1, ['tell-linked']]);
  });
  test.each<[who: string, user: Parameters<FakeSlack['addUser']>[0] | undefined]>([
    ['nobody', undefined],
    ['a guest', { name: 'Bea', email: 'bea@example.com', isGuest: true }],
    ['a bot', { name: 'Bea', email: 'bea@example.com', isBot: true }],
  ])('is not %s, and is asked about once, however many pages there are', async (_, user) => {
    const bea = await someone(db, 'bea');
    if (user !== undefined) there.addUser(user);
    await Promise.all([people.slackIdsOf([bea]), people.slackIdsOf([bea])]);
    expect([await people.slackIdsOf([bea]), await slackIdOf(bea), there.callsOf('users.lookupByEmail').length]).toEqual([new Map(), null, 1]);
  });
  test('is never looked up by a placeholder, nor when disabled', async () => {
    const rows = await db.sql<{ id: string }[]>`insert into users (username, email, is_active) values ('root', 'root@localhost.localdomain', true), ('gone', 'gone@example.com', false), ('bare', null, true) returning id`;
    expect([await people.slackIdsOf(rows.map((row) => row.id)), there.calls.length]).toEqual([new Map(), 0]);
  });
  test('is answered without whoever Slack keeps waiting for', async () => {
    const [bea, bob] = [await someone(db, 'bea'), await someone(db, 'bob')];
    await linkIdentity(db.ctx(), bob, 'slack', 'U2');
    const hanging: Slack = { ...slack, call: () => new Promise(() => {}) };
    const started = performance.now();
    expect(await slackPeople({ slack: hanging, ctx: db.ctx() }).slackIdsOf([bea, bob])).toEqual(new Map([[bob, 'U2']]));
    expect(performance.now() - started).toBeLessThan(3500);
  });
});
