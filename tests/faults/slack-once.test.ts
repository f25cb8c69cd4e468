import { expect, test } from 'vitest';
import { wordsOf } from '../fakes/slack/look.ts';
import { inChannel, withSlack } from './with-slack.ts';

test('a card whose answer was lost is found again by its mark and edited, not repeated', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, sre } = it;
  slack.fail('chat.postMessage', { loseAnswer: true, times: 1, when: inChannel(sre) });
  await it.fire('RedisDown');
  await world.until('it is marked', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre.id} and message_id is not null`).length === 1);
  expect(slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === sre.id)).toHaveLength(1);
  expect(it.cardsIn(sre)).toHaveLength(1);
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  await slack.until('the same message is edited', () => wordsOf(it.cardsIn(sre)[0]!).includes('Acknowledged by bea'));
});

test('a page whose answer was lost reaches its person once', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice } = it;
  slack.fail('chat.postMessage', { loseAnswer: true, times: 1, when: (args) => slack.world.channels.get(String(args['channel']))?.other === alice.id });
  await it.fire('RedisDown');
  await world.until('it is marked', async () => (await world.app.sql`select 1 from posted_cards where purpose = 'page' and platform = 'slack' and message_id is not null`).length === 1);
  expect(slack.directFor(alice.id)).toHaveLength(1);
});

test('a process that dies between Slack’s taking a card and its own note of it is taken over without a second card', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, sre } = it;
  // Whoever posts it never hears that it was posted.
  slack.fail('chat.postMessage', { loseAnswer: true, times: 1, when: inChannel(sre) });
  slack.fail('conversations.history', { hang: true, times: 1 });
  await it.fire('RedisDown');
  await slack.until('it is posted', () => it.cardsIn(sre)[0]);
  const second = await world.another();
  slack.deliverTo(`http://127.0.0.1:${second.doors!.port}/slack/events`);
  await world.app.close();
  await world.until('the other one has marked it', async () => {
    await second.sql`update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`;
    return (await second.sql`select 1 from posted_cards where place_id = ${sre.id} and message_id is not null`).length === 1;
  });
  expect(it.cardsIn(sre)).toHaveLength(1);
});

test('the same alert ten times at once is one incident with one card, one page and one room', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice, sre } = it;
  const answers = await Promise.all(Array.from({ length: 10 }, () => it.fire('RedisDown')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await slack.until('the card', () => it.cardsIn(sre)[0]);
  await slack.until('the page', () => slack.directFor(alice.id)[0]);
  await slack.until('the room’s card', () => slack.messagesIn(slack.channelNamed('inc-1-redis-prod')?.id ?? '')[0]);
  await world.until('nothing is left to do', async () => (await world.app.ports.health()).queue.depth === 0);
  expect(await world.app.sql`select number from incidents`).toHaveLength(1);
  expect([it.cardsIn(sre).length, slack.directFor(alice.id).length, slack.callsOf('conversations.create').length]).toEqual([1, 1, 1]);
});

test('a burst of incidents with further alerts while their cards are on the way: one card and one room’s card each', { timeout: 90_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, sre } = it;
  slack.fail('chat.postMessage', { retryAfter: 1, times: 1, when: inChannel(sre) });
  slack.fail('chat.postMessage', { delayMs: 700, times: 6 });
  const names = ['RedisDown', 'RedisSlow', 'RedisFull', 'RedisGone'];
  const fireAll = (startsAt: string) => Promise.all(names.map((name) => it.fire(name, { startsAt })));
  await fireAll('2026-01-01T00:00:00Z');
  await slack.until('a card is on its way', () => slack.callsOf('chat.postMessage')[0]);
  await fireAll('2026-01-01T00:00:01Z');
  const rooms = await slack.until('the rooms', () => {
    const found = names.flatMap((_, i) => slack.channelNamed(`inc-${i + 1}-redis-prod`) ?? []);
    return found.length === names.length && found;
  });
  await world.until('nothing is left to do', async () => {
    await it.wakeJobs();
    return (await world.app.ports.health()).queue.depth === 0 && (await world.app.sql`select 1 from posted_cards where message_id is null`).length === 0;
  });
  expect([it.cardsIn(sre).length, ...rooms.map(({ id }) => slack.messagesIn(id).filter(({ metadata }) => metadata !== undefined).length)]).toEqual([4, 1, 1, 1, 1]);
});

test('one button pressed by two people at once, and twice by one: one acknowledgement with one name, and everybody is answered', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, world, alice, bea, sre } = it;
  await it.fire('RedisDown');
  const card = await slack.until('the card', () => it.cardsIn(sre)[0]);
  const seen = structuredClone(card);
  const clicks = await Promise.all([alice, bea, alice].map(({ id }) => slack.as(id).click(seen, 'Acknowledge')));
  expect(clicks.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(slack.troubles).toEqual([]);
  await slack.until('the card says so', () => /Acknowledged by (alice|bea)/.exec(wordsOf(card)));
  const rows = await world.app.sql<{ actor: string }[]>`select actor_name as actor from timeline where kind = 'acknowledged'`;
  expect(rows).toHaveLength(1);
  expect(wordsOf(card)).toContain(`Acknowledged by ${rows[0]!.actor}`);
  // Whoever came second reads who has it.
  const late = rows[0]!.actor === 'alice' ? bea : alice;
  await slack.until('the other one is answered', () => slack.ephemeralsFor(late.id).find((message) => wordsOf(message).includes(rows[0]!.actor)));
});

test('an event that Slack tells again does nothing again', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, bea, sre } = it;
  await slack.as(bea.id).mention(sre.id, 'help');
  const answers = () => slack.callsOf('chat.postMessage').length + slack.callsOf('chat.postEphemeral').length;
  await slack.until('an answer', () => answers() > 0);
  const before = answers();
  const mention = slack.events.find(({ event }) => event['type'] === 'app_mention')!;
  for (let n = 0; n < 3; n++) await slack.redeliver(mention);
  await slack.as(bea.id).mention(sre.id, 'help');
  await slack.until('an answer to the new one', () => answers() > before);
  expect(answers()).toBe(2 * before);
});
