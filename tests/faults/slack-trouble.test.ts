import { expect, test } from 'vitest';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { withSlack } from './with-slack.ts';

test.each(['internal_error', 'service_unavailable'])('Slack that says ok:false, %s is asked again until it does what it was asked, once', { timeout: 60_000 }, async (error) => {
  await using it = await withSlack();
  const { chat, slack, alice, sre, smtp } = it;
  slack.fail('chat.postMessage', { error, times: 6 });
  await it.fire('RedisDown');
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await slack.until('the card', () => it.cardsIn(sre)[0]);
  await slack.until('Alice’s direct message', () => chat.directFor(alice)[0]);
  expect([it.cardsIn(sre).length, chat.directFor(alice).length]).toEqual([1, 1]);
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

test('a channel that was archived: only that one is left alone, and the administrators are told which', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, sre, search } = it;
  await slack.archiveByHand(sre);
  await it.fire('RedisDown');
  await it.fire('SearchDown', { service: 'search' });
  await slack.until('the other card', () => it.cardsIn(search)[0]);
  await it.fire('RedisSlow');
  await world.until('the administrators are told', async () => (await it.toldAdmins()).length > 0);
  await world.until('both cards are refused', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre} and failed is not null`).length === 2);
  const told = await it.toldAdmins();
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(sre);
});
