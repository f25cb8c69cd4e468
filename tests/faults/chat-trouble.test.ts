import { describe, expect, test } from 'vitest';
import type { CallFault } from '../fakes/faults.ts';
import { chats, withChat } from './with-chat.ts';

describe.each(chats)('%s', (_name, on) => {
  test.each<[what: string, fault: CallFault]>([
    ['says 503', { status: 503 }],
    ['says 500', { status: 500 }],
    ['tears the connection', { reset: true }],
    ['says 502 in HTML', { html: true, status: 502 }],
    ['says 200 in HTML', { html: true }],
    ['says 429 without Retry-After', { retryAfter: null }],
  ])('that %s is asked again until it does what it was asked, once', { timeout: 60_000 }, async (_, fault) => {
    await using it = await withChat(on);
    const { chat, alice, sre, smtp } = it;
    chat.fail('post', { ...fault, times: 6 });
    await it.fire('RedisDown');
    await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
    await chat.until('the card', () => it.cardsIn(sre)[0]);
    await chat.until('Alice’s direct message', () => chat.directFor(alice)[0]);
    expect([it.cardsIn(sre).length, chat.directFor(alice).length]).toEqual([1, 1]);
  });

  test('that hangs is given up after five seconds, holds up nothing else, and is asked again', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice, sre, search, smtp } = it;
    chat.fail('post', { hang: true, times: 1 }, { channel: sre });
    await it.fire('RedisDown');
    const hanging = await chat.until('the call', () => chat.callsOf('post', sre)[0]);
    await it.fire('SearchDown', { service: 'search' });
    await chat.until('the other card', () => it.cardsIn(search)[0]);
    await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
    await chat.until('Alice’s direct message', () => chat.directFor(alice)[0]);
    expect(Date.now() - hanging.at, 'before the hanging call ended').toBeLessThan(4000);
    await chat.until('the second attempt', () => it.cardsIn(sre)[0]);
    // What may have been carried out is looked for first.
    const again = chat.callsOf('look back', sre).find(({ at }) => at > hanging.at)!;
    expect(again.at - hanging.at).toBeLessThan(8000);
    await world.until('nobody is kept waiting', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre} and lease_by is not null`).length === 0);
    expect(it.cardsIn(sre)).toHaveLength(1);
  });

  test('with a passing fault is tried for as long as the incident is open, and no longer', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice } = it;
    chat.fail('post', { status: 502 }, { person: alice });
    await it.fire('RedisDown');
    for (let n = 2; n <= 4; n++) {
      await world.until(`attempt ${n}`, async () => {
        await it.wakeJobs();
        return chat.callsOf('post').filter(({ status }) => status === 502).length >= n;
      });
    }
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    chat.heal();
    await world.until('nobody tries any more', async () => {
      await it.wakeJobs();
      return (await world.app.sql`select 1 from pgboss.job where name = 'direct' and state in ('created', 'retry', 'active')`).length === 0;
    });
    expect(chat.directFor(alice).flatMap(({ buttons }) => buttons)).not.toContain('Acknowledge');
  });

  test('without one channel: only that one is left alone, and the administrators are told which', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice, sre, search } = it;
    await chat.deleteChannel(sre);
    await it.fire('RedisDown');
    await it.fire('SearchDown', { service: 'search' });
    await chat.until('the other card', () => it.cardsIn(search)[0]);
    await chat.until('Alice’s direct message', () => chat.directFor(alice)[0]);
    await it.fire('RedisSlow');
    await world.until('the administrators are told', async () => (await it.toldAdmins()).length > 0);
    await world.until('both cards are refused', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre} and failed is not null`).length === 2);
    const told = await it.toldAdmins();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(sre);
  });

  test('where somebody is not to be reached: they are called by the next means, and the next person at once when there is none', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { chat, world, alice, smtp } = it;
    chat.shutOut(alice);
    await world.app.sql`delete from contacts where user_id = ${world.night.alice}`;
    await it.fire('RedisDown');
    await smtp.next(({ to }) => !to.includes('alice@example.org'), 10_000);
    expect((await world.app.sql`select error from notifications n join users u on u.id = n.user_id where u.username = 'alice' and n.means = 'CHAT'`)[0]).toMatchObject({ error: expect.stringMatching(new RegExp(chat.platform, 'i')) as string });
    expect((await chat.until('the card', () => it.cardsIn(it.sre)[0])).words).toContain('RedisDown');
  });

  test.each([
    ['says that our token is not accepted', 'token'],
    ['misses what we may do there', 'rights'],
  ] as const)('that %s ends it: other means reach the person, the administrators are told once what to do; when it was put right, cards that are missing or old and rooms come by themselves', { timeout: 90_000 }, async (_, what) => {
    await using it = await withChat(on);
    const { chat, world, smtp, sre } = it;
    await it.fire('RedisDown');
    const old = await chat.until('the card', () => it.cardsIn(sre)[0]);
    await it.roomCard(1);
    chat.break(what);
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await it.fire('RedisSlow');
    await it.fire('RedisFull');
    await smtp.next(({ to, parsed }) => to.includes('alice@example.org') && parsed.subject?.includes('INC-2') === true, 10_000);
    await world.until('the old card and the new ones are refused', async () => (await world.app.sql`select 1 from posted_cards where place_id = ${sre} and purpose = 'team' and failed_at is not null`).length === 3);
    await world.until('nothing is tried again', async () => (await world.app.sql`select 1 from pgboss.job where name = 'direct' and state in ('created', 'retry', 'active')`).length === 0);
    await world.until('the administrators are told', async () => (await it.toldAdmins()).length > 0);
    const told = await it.toldAdmins();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(what === 'token' ? /token.*https:\/\//s : chat.platform === 'slack' ? /chat:write.*https:\/\//s : /Send Messages/);
    chat.mend(what);
    await chat.until('the old card says who has it', () => it.cardsIn(sre).find(({ id }) => id === old.id)!.words.includes('Acknowledged by bea'));
    await chat.until('the new cards', () => it.cardsIn(sre).length === 3);
    await it.roomCard(2);
  });
});
