import { describe, expect, test } from 'vitest';
import { chats, withChat } from './with-chat.ts';

describe.each(chats)('in %s', (_name, on) => {
  test('a card whose answer was lost is found again by its mark and edited, not repeated', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, sre } = it;
    chat.fail('post', { loseAnswer: true, times: 1 }, { channel: sre });
    await it.fire('RedisDown');
    await world.until('it is marked', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre} and message_id is not null`).length === 1);
    expect(chat.callsOf('post', sre)).toHaveLength(1);
    expect(it.cardsIn(sre)).toHaveLength(1);
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await chat.until('the same message is edited', () => it.cardsIn(sre)[0]!.words.includes('Acknowledged by bea'));
  });

  test('a page whose answer was lost reaches its person once', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice } = it;
    chat.fail('post', { loseAnswer: true, times: 1 }, { person: alice });
    await it.fire('RedisDown');
    await world.until('it is marked', async () => (await world.app.sql`select 1 from posted_cards where purpose = 'page' and platform = ${chat.platform} and message_id is not null`).length === 1);
    expect(chat.directFor(alice)).toHaveLength(1);
  });

  test('a process that dies between the platform’s taking a card and its own note of it is taken over without a second card', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, sre } = it;
    // Whoever posts it never hears that it was posted.
    chat.fail('post', { loseAnswer: true, times: 1 }, { channel: sre });
    chat.fail('look back', { hang: true, times: 1 });
    await it.fire('RedisDown');
    await chat.until('it is posted', () => it.cardsIn(sre)[0]);
    const second = await world.another();
    await world.app.close();
    await world.until('the other one has marked it', async () => {
      await second.sql`update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`;
      return (await second.sql`select 1 from posted_cards where place_id = ${sre} and message_id is not null`).length === 1;
    });
    expect(it.cardsIn(sre)).toHaveLength(1);
  });

  test('the same alert ten times at once is one incident with one card, one page and one room', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice, sre } = it;
    const answers = await Promise.all(Array.from({ length: 10 }, () => it.fire('RedisDown')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await chat.until('the card', () => it.cardsIn(sre)[0]);
    await chat.until('the page', () => chat.directFor(alice)[0]);
    await it.roomCard(1);
    await world.until('nothing is left to do', async () => (await world.app.ports.health()).queue.depth === 0);
    expect(await world.app.sql`select number from incidents`).toHaveLength(1);
    expect([it.cardsIn(sre).length, chat.directFor(alice).length, chat.channelsNamed(/^inc-1-/).length]).toEqual([1, 1, 1]);
  });

  test('a burst of incidents with further alerts while their cards are on the way: one card and one room’s card each', { timeout: 90_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, sre } = it;
    chat.fail('post', { retryAfter: 1, times: 1 }, { channel: sre });
    chat.fail('post', { delayMs: 700, times: 6 });
    const names = ['RedisDown', 'RedisSlow', 'RedisFull', 'RedisGone'];
    const fireAll = (startsAt: string) => Promise.all(names.map((name) => it.fire(name, { startsAt })));
    await fireAll('2026-01-01T00:00:00Z');
    await chat.until('a card is on its way', () => chat.callsOf('post')[0]);
    await fireAll('2026-01-01T00:00:01Z');
    const rooms = await chat.until('the rooms', () => {
      const found = chat.channelsNamed(/^inc-\d-redis-prod$/);
      return found.length === names.length && found;
    });
    // Changes that only count wait for half a minute and longer where a platform takes few, and post nothing.
    await world.until('nothing is left to do but changes of cards', async () => {
      await it.wakeJobs();
      return (await world.app.sql`select 1 from pgboss.job where state in ('created', 'retry', 'active') and data ->> 'name' <> 'catch-up-cards'`).length === 0 && (await world.app.sql`select 1 from posted_cards where message_id is null`).length === 0;
    });
    const keys = (await world.app.sql<{ id: string }[]>`select id from incidents`).map(({ id }) => `incident:${id}:room`);
    const cardsOf = (room: string): number => chat.messagesIn(room).filter(({ mark }) => keys.some((key) => mark === chat.markOf(room, key))).length;
    expect([it.cardsIn(sre).length, ...rooms.map(cardsOf)]).toEqual([4, 1, 1, 1, 1]);
  });

  test('one button pressed by two people at once, and twice by one: one acknowledgement with one name, and everybody is answered', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice, bea, sre } = it;
    await it.fire('RedisDown');
    const seen = await chat.until('the card', () => it.cardsIn(sre)[0]);
    expect(await Promise.all([alice, bea, alice].map((who) => seen.press(who, 'Acknowledge')))).toEqual([true, true, true]);
    expect(chat.troubles()).toEqual([]);
    await chat.until('the card says so', () => /Acknowledged by (alice|bea)/.exec(it.cardsIn(sre)[0]!.words));
    const rows = await world.app.sql<{ actor: string }[]>`select actor_name as actor from timeline where kind = 'acknowledged'`;
    expect(rows).toHaveLength(1);
    expect(it.cardsIn(sre)[0]!.words).toContain(`Acknowledged by ${rows[0]!.actor}`);
    // Whoever came second reads who has it.
    const late = rows[0]!.actor === 'alice' ? bea : alice;
    await chat.until('the other one is answered', () => chat.aloneFor(late).find((words) => words.includes(rows[0]!.actor)));
  });
});
