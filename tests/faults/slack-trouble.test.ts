import { expect, test } from 'vitest';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { wordsOf } from '../fakes/slack/look.ts';
import { buttonsOf } from '../fakes/slack/person/press.ts';
import type { Fault } from '../fakes/slack/faults.ts';
import { inChannel, withSlack } from './with-slack.ts';

test.each<[what: string, fault: Fault]>([
  ['says 503', { status: 503 }],
  ['says 500', { status: 500 }],
  ['tears the connection', { reset: true }],
  ['says ok:false, internal_error', { error: 'internal_error' }],
  ['says ok:false, service_unavailable', { error: 'service_unavailable' }],
  ['says 429 without Retry-After', { retryAfter: null }],
])('Slack that %s is asked again until it does what it was asked, once', { timeout: 60_000 }, async (_, fault) => {
  await using it = await withSlack();
  const { slack, alice, sre, smtp } = it;
  slack.fail('chat.postMessage', { ...fault, times: 6 });
  await it.fire('RedisDown');
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await slack.until('the card', () => it.cardsIn(sre)[0]);
  await slack.until('Alice’s direct message', () => slack.directFor(alice.id)[0]);
  expect([it.cardsIn(sre).length, slack.directFor(alice.id).length]).toEqual([1, 1]);
});

test('Slack that hangs is given up after five seconds, holds up nothing else, and is asked again', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice, sre, search, smtp } = it;
  slack.fail('chat.postMessage', { hang: true, times: 1, when: inChannel(sre) });
  await it.fire('RedisDown');
  const hanging = await slack.until('the call', () => slack.callsOf('chat.postMessage').find(inSre(sre.id)));
  await it.fire('SearchDown', { service: 'search' });
  await slack.until('the other card', () => it.cardsIn(search)[0]);
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await slack.until('Alice’s direct message', () => slack.directFor(alice.id)[0]);
  expect(Date.now() - hanging.at, 'before the hanging call ended').toBeLessThan(4000);
  await slack.until('the second attempt', () => it.cardsIn(sre)[0]);
  // What may have been carried out is looked for first.
  const again = slack.calls.find(({ method, args, at }) => method === 'conversations.history' && args['channel'] === sre.id && at > hanging.at)!;
  expect(again.at - hanging.at).toBeLessThan(8000);
  await world.until('nobody is kept waiting', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre.id} and lease_by is not null`).length === 0);
  expect(it.cardsIn(sre)).toHaveLength(1);
});
const inSre = (id: string) => ({ args }: { args: Record<string, unknown> }): boolean => args['channel'] === id;

test('a passing fault is tried for as long as the incident is open, and no longer', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice } = it;
  const toAlice = (args: Record<string, unknown>): boolean => slack.world.channels.get(String(args['channel']))?.other === alice.id;
  slack.fail('chat.postMessage', { status: 502, when: toAlice });
  await it.fire('RedisDown');
  for (let n = 2; n <= 4; n++) {
    await world.until(`attempt ${n}`, async () => {
      await it.wakeJobs();
      return slack.callsOf('chat.postMessage').filter(({ args }) => toAlice(args)).length >= n;
    });
  }
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  slack.heal();
  await world.until('nobody tries any more', async () => {
    await it.wakeJobs();
    return (await world.app.sql`select 1 from pgboss.job where name = 'direct' and state in ('created', 'retry', 'active')`).length === 0;
  });
  expect(slack.directFor(alice.id).flatMap(buttonsOf)).not.toContain('Acknowledge');
});

test.each<[error: string, happens: (slack: FakeSlack) => void]>([
  ['account_inactive', (slack) => slack.fail('*', { error: 'account_inactive' })],
  ['token_revoked', (slack) => slack.revokeToken()],
  ['invalid_auth', (slack) => slack.fail('*', { error: 'invalid_auth' })],
  ['chat:write', (slack) => slack.grant(botScopes.filter((scope) => !scope.startsWith('chat:write')))],
])('%s ends it: the other means reach the person, and the administrators are told once, with what to do', { timeout: 60_000 }, async (error, happens) => {
  await using it = await withSlack();
  const { slack, world, smtp } = it;
  happens(slack);
  await it.fire('RedisDown');
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await it.fire('RedisSlow');
  await it.fire('RedisFull');
  await world.until('the administrators are told', async () => (await it.toldAdmins()).length > 0);
  await world.until('the cards are refused', async () => (await world.app.sql`select 1 from posted_cards where platform = 'slack' and failed is not null`).length >= 3);
  await world.until('nothing is tried again', async () => (await world.app.sql`select 1 from pgboss.job where name = 'direct' and state in ('created', 'retry', 'active')`).length === 0);
  const told = await it.toldAdmins();
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(error);
  expect(told[0]).toContain('https://api.slack.com/apps');
});

test.each(['channel_not_found', 'is_archived'])('%s: only that channel is left alone, and the administrators are told which', { timeout: 60_000 }, async (error) => {
  await using it = await withSlack();
  const { slack, world, alice, sre, search } = it;
  if (error === 'is_archived') await slack.archiveByHand(sre.id);
  else await slack.deleteByHand(sre.id);
  await it.fire('RedisDown');
  await it.fire('SearchDown', { service: 'search' });
  await slack.until('the other card', () => it.cardsIn(search)[0]);
  await slack.until('Alice’s direct message', () => slack.directFor(alice.id)[0]);
  await it.fire('RedisSlow');
  await world.until('the administrators are told', async () => (await it.toldAdmins()).length > 0);
  await world.until('both cards are refused', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre.id} and failed is not null`).length === 2);
  const told = await it.toldAdmins();
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(sre.id);
});

test('a person who is no longer in Slack is called by the next means, and the next person at once when there is none', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice, smtp } = it;
  alice.deleted = true;
  slack.fail('chat.postMessage', { error: 'user_disabled', when: (args) => slack.world.channels.get(String(args['channel']))?.other === alice.id });
  slack.fail('conversations.open', { error: 'user_disabled', when: (args) => args['users'] === alice.id });
  await world.app.sql`delete from contacts where user_id = ${world.night.alice}`;
  await it.fire('RedisDown');
  await smtp.next(({ to }) => !to.includes('alice@example.org'), 10_000);
  expect((await world.app.sql`select error from notifications n join users u on u.id = n.user_id where u.username = 'alice' and n.means = 'CHAT'`)[0]).toMatchObject({ error: expect.stringMatching(/slack/i) as string });
  expect(wordsOf(await slack.until('the card', () => it.cardsIn(it.sre)[0]))).toContain('RedisDown');
});

test.each<[what: string, breaks: (slack: FakeSlack) => void, mends: (slack: FakeSlack) => void]>([
  ['a revoked token', (slack) => slack.fail('*', { error: 'token_revoked' }), (slack) => slack.heal()],
  ['a missing scope', (slack) => slack.grant(botScopes.filter((scope) => !scope.startsWith('chat:write'))), (slack) => slack.grant(botScopes)],
])('after %s was put right, cards that are missing or old and rooms come by themselves', { timeout: 90_000 }, async (_, breaks, mends) => {
  await using it = await withSlack();
  const { slack, world, sre } = it;
  await it.fire('RedisDown');
  const old = await slack.until('the card', () => it.cardsIn(sre)[0]);
  await slack.until('the room’s card', () => slack.messagesIn(slack.channelNamed('inc-1-redis-prod')?.id ?? '')[0]);
  breaks(slack);
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  await it.fire('RedisSlow');
  await world.until('both cards are refused', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre.id} and failed_at is not null`).length === 2);
  mends(slack);
  await world.until('the old card says who has it', async () => wordsOf(old).includes('Acknowledged by bea'));
  await slack.until('the new card', () => it.cardsIn(sre)[1]);
  await slack.until('the new room’s card', () => slack.messagesIn(slack.channelNamed('inc-2-redis-prod')?.id ?? '')[0]);
});
