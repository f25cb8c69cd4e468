import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/context.ts';
import { accessRequest } from '../../../src/domain/people/access-request.ts';
import { approveAccess } from '../../../src/domain/people/approve-access.ts';
import { keepProfile, type ChatProfile } from '../../../src/domain/people/chat-profile.ts';
import { denyAccess } from '../../../src/domain/people/deny-access.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { linkByCode, linkIdentity } from '../../../src/domain/people/link-identity.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { linkByEmail } from '../../../src/domain/people/link-visitor.ts';
import { lastPending, rememberPending } from '../../../src/domain/people/remember-pending.ts';
import { requestAccess } from '../../../src/domain/people/request-access.ts';
import { keepAnswer, takePending } from '../../../src/domain/people/take-pending.ts';
import { askerOf } from '../../../src/domain/people/wanted.ts';
import type { TestDatabase } from '../../database.ts';
import { as, aPeopledDatabase, someone } from './someone.ts';

let db: TestDatabase;
let ada: string;
beforeEach(async () => {
  db = await aPeopledDatabase();
  ada = await someone(db, 'ada', 'Admins');
  return () => db[Symbol.asyncDispose]();
});

const visitor = (chatUserId: string, name = 'Bea Martin'): Extract<Actor, { kind: 'visitor' }> => ({ kind: 'visitor', platform: 'slack', chatUserId, name, permissions: new Set(), via: 'slack' });
const profile = (chatUserId: string, more: Partial<ChatProfile> = {}) => keepProfile(db.ctx(), 'slack', chatUserId, { name: 'Bea Martin', standing: 'member', email: 'bea@example.com', ...more });
const wish = (actor: Actor, phrase = '/incident ack INC-1') => rememberPending(db.ctx(), askerOf(actor)!, { phrase }, { incident: 'INC-1' });
const asked = async (actor: Actor = visitor('U1')) => (await requestAccess(db.ctx(actor), await wish(actor))).id;
const admin = async () => db.ctx(await as(db, ada));
const user = async (name: string) => (await db.sql<{ id: string; email: string | null; slack_user_id: string | null; groups: string[] }[]>`
  select id, email, slack_user_id, array(select group_name from user_groups where user_id = id order by 1) as groups from users where username = ${name}`)[0];
const jobs = () => db.jobs.map((job) => job.name);
const actions = async () => (await db.sql<{ action: string; actor_kind: string; actor_name: string; via: string | null }[]>`select action, actor_kind, actor_name, via from audit_log order by id`);

describe('asking for access', () => {
  test('asks the admins, and names the visitor in the audit log', async () => {
    const id = await asked();
    expect(db.jobs).toContainEqual({ name: 'ask-access', payload: { requestId: id }, options: { key: id } });
    expect((await actions()).at(-1)).toEqual({ action: 'access.requested', actor_kind: 'visitor', actor_name: 'Bea Martin', via: 'slack' });
  });
  test('twice says when it was asked, makes no second request, and has the card looked after', async () => {
    const id = await asked();
    await db.advance('3 minutes');
    const again = await requestAccess(db.ctx(visitor('U1')), undefined);
    expect([again.id, again.isNew, db.jobs.filter((job) => job.name === 'ask-access').map((job) => job.payload)]).toEqual([id, false, [{ requestId: id }, { requestId: id }]]);
  });
  test('at the same moment makes one request', async () => {
    const both = await Promise.all([requestAccess(db.ctx(visitor('U1')), undefined), requestAccess(db.ctx(visitor('U1')), undefined)]);
    expect(new Set(both.map((one) => one.isNew))).toEqual(new Set([false, true]));
  });
  test('is open again after a decision', async () => {
    await denyAccess(await admin(), await asked());
    expect((await requestAccess(db.ctx(visitor('U1')), undefined)).isNew).toBe(true);
  });
  test.each<[what: string, whose: () => Promise<string>, kept: boolean]>([
    ['one’s own wish', () => wish(visitor('U1')), true],
    ['somebody else’s wish', () => wish(visitor('U2')), false],
    ['a person’s wish', async () => wish({ ...(await as(db, ada)), via: 'slack' }), false],
    ['no id at all', async () => 'x', false],
    ['an id of nothing', async () => '00000000-0000-4000-8000-000000000000', false],
  ])('takes along %s: only if it is one’s own', async (_, whose, kept) => {
    const pendingId = await whose();
    const { id } = await requestAccess(db.ctx(visitor('U1')), pendingId);
    expect((await accessRequest(db.ctx(), id))?.pendingId).toBe(kept ? pendingId : null);
  });
  test.each<[who: string, actor: () => Promise<Actor>]>([
    ['a token', async () => ({ ...(await as(db, ada)), via: 'api' })],
    ['a narrowed token', async () => ({ ...(await as(db, ada)), scopes: new Set<never>() })],
    ['the command line', async () => ({ ...(await as(db, ada)), via: 'cli' })],
    ['nobody', async () => ({ kind: 'nobody' })],
  ])('is not for %s', async (_, actor) => {
    await expect(requestAccess(db.ctx(await actor()), undefined)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('an approval', () => {
  test('links the visitor to the one active account with their e-mail, whatever the case', async () => {
    const bea = await someone(db, 'bea', 'Viewers');
    await profile('U1', { email: 'Bea@Example.com' });
    expect(await approveAccess(await admin(), await asked(), 'responders')).toEqual({ userId: bea, username: 'bea', group: 'Responders' });
    expect(await user('bea')).toMatchObject({ slack_user_id: 'U1', groups: ['Responders', 'Viewers'] });
  });
  test('creates an account for whoever has none, named after them', async () => {
    await someone(db, 'bea-martin');
    await profile('U1', { email: 'b.martin@example.com' });
    await approveAccess(await admin(), await asked(), 'Viewers');
    expect(await user('bea-martin-2')).toMatchObject({ email: 'b.martin@example.com', slack_user_id: 'U1', groups: ['Viewers'] });
  });
  test('never gives a stranger the account whose e-mail they claim', async () => {
    await someone(db, 'bea');
    await profile('U1', { standing: 'stranger' });
    await approveAccess(await admin(), await asked(), 'Viewers');
    expect([(await user('bea'))?.slack_user_id, await user('bea-martin')]).toMatchObject([null, { email: null, slack_user_id: 'U1' }]);
  });
  test('adds the group to a person who has an account', async () => {
    const viv = await someone(db, 'viv', 'Viewers');
    await approveAccess(await admin(), await asked(await as(db, viv)), 'Responders');
    expect((await user('viv'))?.groups).toEqual(['Responders', 'Viewers']);
  });
  test('goes to the account that was linked in the meantime', async () => {
    const bea = await someone(db, 'bea');
    const id = await asked();
    await linkIdentity(db.ctx(), bea, 'slack', 'U1');
    expect((await approveAccess(await admin(), id, 'Responders')).userId).toBe(bea);
  });
  test('tells, brings the card up to date, and leaves a trace', async () => {
    const id = await asked();
    db.jobs.length = 0;
    await approveAccess(await admin(), id, 'Responders');
    expect(db.jobs).toEqual([{ name: 'ask-access', payload: { requestId: id }, options: { key: id } }, { name: 'tell-access', payload: { requestId: id, platform: 'slack' }, options: { key: id } }]);
    expect((await actions()).at(-1)).toMatchObject({ action: 'access.approved', actor_name: 'ada' });
    expect(await accessRequest(db.ctx(), id)).toMatchObject({ outcome: 'approved', decidedBy: 'ada', groupName: 'Responders' });
  });
  test.each<[why: string, before: () => Promise<unknown>, group: string, code: string]>([
    ['the group is unknown', async () => {}, 'Wizards', 'not_found'],
    ['the account is disabled', async () => disableUser(db.ctx(), { userId: await someone(db, 'bea') }), 'Viewers', 'conflict'],
    ['the account is another chat identity’s', async () => linkIdentity(db.ctx(), await someone(db, 'bea'), 'slack', 'U9'), 'Viewers', 'conflict'],
  ])('changes nothing when %s', async (_, before, group, code) => {
    await before();
    await profile('U1');
    const id = await asked();
    const people = await db.sql`select * from users order by id`;
    await expect(approveAccess(await admin(), id, group)).rejects.toMatchObject({ code });
    expect(await db.sql`select * from users order by id`).toEqual(people);
    expect((await accessRequest(db.ctx(), id))?.decidedAt).toBeNull();
  });
  test('comes once: the second admin hears who decided', async () => {
    const id = await asked();
    const outcomes = await Promise.allSettled([approveAccess(await admin(), id, 'Viewers'), denyAccess(await admin(), id)]);
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(refused?.reason).toMatchObject({ code: 'conflict', params: { name: 'Bea Martin', by: 'ada' } });
  });
  test.each(['x', '00000000-0000-4000-8000-000000000000'])('of a request that is not there (%s) is not found', async (id) => {
    await expect(approveAccess(await admin(), id, 'Viewers')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a denial', () => {
  test('leaves everybody as they are, and is told', async () => {
    const id = await asked();
    const people = await db.sql`select * from users`;
    db.jobs.length = 0;
    await denyAccess(await admin(), id);
    expect(await db.sql`select * from users`).toEqual(people);
    expect(jobs()).toEqual(['ask-access', 'tell-access']);
  });
});

describe('linking by e-mail', () => {
  const slack = { platform: 'slack', chatUserId: 'U1' } as const;
  const bea = () => someone(db, 'bea');
  test.each<[what: string, before: () => Promise<unknown>, email: string, links: boolean]>([
    ['an active account', bea, 'bea@example.com', true],
    ['the same in other letters', bea, 'BEA@example.COM', true],
    ['nobody', bea, 'bob@example.com', false],
    ['a part of an address', bea, 'bea@example.co', false],
    ['a disabled account', async () => disableUser(db.ctx(), { userId: await bea() }), 'bea@example.com', false],
    ['an active account beside a disabled one', async () => { await disableUser(db.ctx(), { userId: await bea() }); await db.sql`insert into users (username, email) values ('bea2', 'bea@example.com')`; }, 'bea@example.com', true],
    ['an account with another identity there', async () => linkIdentity(db.ctx(), await bea(), 'slack', 'U9'), 'bea@example.com', false],
    ['an account while the identity is somebody else’s', async () => { await bea(); await linkIdentity(db.ctx(), await someone(db, 'bob'), 'slack', 'U1'); }, 'bea@example.com', false],
    ['a placeholder', () => db.sql`insert into users (username, email) values ('root', 'root@localhost.localdomain')`, 'root@localhost.localdomain', false],
  ])('finds %s', async (_, before, email, links) => {
    await before();
    const linked = await linkByEmail(db.ctx(), slack, email);
    const [owner] = await db.sql<{ id: string; email: string }[]>`select id, email from users where slack_user_id = 'U1'`;
    expect(linked).toBe(links ? owner!.id : undefined);
    expect(links ? owner!.email : 'bea@example.com').toBe('bea@example.com');
  });
  test('tells the person once, and notes who did it', async () => {
    const id = await bea();
    await linkByEmail(db.ctx({ kind: 'system', name: 'Slack' }), slack, 'bea@example.com');
    await linkByEmail(db.ctx({ kind: 'system', name: 'Slack' }), slack, 'bea@example.com');
    expect(db.jobs.map((job) => job.payload)).toEqual([{ userId: id, platform: 'slack', by: 'email', pendingId: null }]);
    expect((await actions()).at(-1)).toMatchObject({ action: 'user.identity_linked', actor_kind: 'system', actor_name: 'Slack' });
  });
});

describe('what was wanted', () => {
  test.each<[how: string, link: (bea: string) => Promise<unknown>]>([
    ['a code', async (bea) => linkByCode(db.ctx(visitor('U1')), await createCode(db.ctx(), { userId: bea, purpose: 'link', minutes: 5 }), { platform: 'slack', chatUserId: 'U1' })],
    ['an admin', async (bea) => linkIdentity(db.ctx(), bea, 'slack', 'U1')],
  ])('goes with a link made by %s', async (_, link) => {
    await wish(visitor('U1'), '/incident show 1');
    await db.advance('1 minute');
    const last = await wish(visitor('U1'));
    await wish(visitor('U2'));
    await link(await someone(db, 'bea'));
    expect(db.jobs.at(-1)).toMatchObject({ name: 'tell-linked', payload: { pendingId: last } });
  });
  test('is forgotten by a link after a quarter of an hour', async () => {
    await wish(visitor('U1'));
    await db.advance('14 minutes');
    expect(await lastPending(db.ctx(), 'slack', 'U1')).toMatchObject({ wanted: { phrase: '/incident ack INC-1' } });
    await db.advance('2 minutes');
    expect(await lastPending(db.ctx(), 'slack', 'U1')).toBeUndefined();
  });
  test('is taken once, and what came of it stays known', async () => {
    const id = await wish(visitor('U1'));
    const both = await Promise.all([takePending(db.ctx(), id, 60), takePending(db.ctx(), id, 60)]);
    expect(new Set(both.map((one) => one?.isOurs))).toEqual(new Set([false, true]));
    await keepAnswer(db.ctx(), id, { kind: 'card' });
    expect(await takePending(db.ctx(), id, 60)).toMatchObject({ isOurs: false, answer: { kind: 'card' }, where: { incident: 'INC-1' } });
  });
  test('is not taken when it is too old', async () => {
    const id = await wish(visitor('U1'));
    await db.advance('61 minutes');
    expect(await takePending(db.ctx(), id, 60)).toMatchObject({ isOurs: false, wanted: { phrase: '/incident ack INC-1' } });
  });
});
