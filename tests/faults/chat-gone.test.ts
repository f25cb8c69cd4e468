import { describe, expect, test } from 'vitest';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { chats, withChat } from './with-chat.ts';

const count = 200;

describe.each(chats)('%s', (_name, on) => {
  test(`is gone for an hour and ${count} incidents happen: people are reached by e-mail within a minute, and on return each incident has one current card`, { timeout: 330_000 }, async () => {
    await using it = await withChat(on);
    const { chat, smtp, world, alice, sre, search } = it;
    const { ctx, sql } = world.app;
    await setSetting(ctx, 'storm_incidents', 1000);
    await setSetting(ctx, 'page_bundle_count', 100);
    const ofTeam = sql(`${chat.platform}_channel_id`);
    await sql`update teams set ${ofTeam} = null where ${ofTeam} = ${search}`;
    const [messages, direct] = [() => chat.postings().filter(({ id }) => id !== undefined).length, () => chat.directFor(alice).length];
    chat.fail('anything', { reset: true });

    const began = performance.now();
    await it.fire('First');
    const mail = await smtp.next(({ to }) => to.includes('alice@example.org'), 60_000);
    expect(mail.parsed.subject).toContain('SEV1');
    console.log(`reached by e-mail after ${Math.round(performance.now() - began)} ms`);
    for (let n = 1; n < count; n += 20) await Promise.all(Array.from({ length: Math.min(20, count - n) }, (_, i) => it.fire(`Down${n + i}`, { severity: (n + i) % 10 === 0 ? 'critical' : 'warning' })));
    await world.until('all incidents are there', async () => (await sql`select 1 from incidents`).length === count);
    for (let minutes = 0; minutes < 60; minutes += 20) {
      await world.advance('20 minutes');
      await it.wakeJobs();
    }
    // What is taken up and closed meanwhile is history by the time the platform is back.
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    for (const name of ['Down1', 'Down2', 'Down3']) await it.fire(name, { severity: 'warning', over: true });
    expect([messages(), direct()], 'nothing got through').toEqual([0, 0]);
    expect((await world.app.ports.health()).platforms.find(({ name }) => name === chat.platform)).toMatchObject({ ok: false });

    chat.heal();
    const open = await sql<{ id: string; number: number }[]>`select id, number from incidents where status <> 'RESOLVED'`;
    const deadline = performance.now() + 250_000;
    const standing = async () => (await sql`select 1 from posted_cards c join incidents i on i.id = c.incident_id and i.status <> 'RESOLVED' where c.purpose = 'team' and c.place_id = ${sre} and c.message_id is not null`).length;
    while ((await standing()) < open.length && performance.now() < deadline) {
      // A message a second or two in the channel is the rule; the product's clock may run faster here.
      await world.advance('5 seconds');
      await it.wakeJobs();
      await new Promise((wake) => setTimeout(wake, 300));
    }
    const copies = await sql<{ number: number; key: string }[]>`select i.number, c.subject || ':' || c.purpose as key from posted_cards c join incidents i on i.id = c.incident_id where c.purpose = 'team' and c.place_id = ${sre}`;
    const numbers = new Map(copies.map(({ number, key }) => [chat.markOf(sre, key), number]));
    const cards = Map.groupBy(it.cardsIn(sre).filter(({ mark }) => numbers.has(mark ?? '')), ({ mark }) => numbers.get(mark!)!);
    const words = it.cardsIn(sre).filter(({ mark }) => !numbers.has(mark ?? ''));
    expect([...cards].filter(([, mine]) => mine.length > 1).map(([number]) => number), 'two cards of one incident').toEqual([]);
    expect(open.filter(({ number }) => !cards.has(number)), 'open, and without a card').toEqual([]);
    expect(cards.get(1)![0]!.words).toContain('Acknowledged by bea');
    // Nobody reads what was due while the platform was away: what is said is from now.
    expect(words.filter((one) => Number(/for (\d+) minutes/.exec(one.words)?.[1] ?? 60) < 50).map((one) => one.words)).toEqual([]);
    console.log(`on return: ${cards.size} cards, ${words.length} other messages, ${direct()} direct messages to the one on call, ${chat.channelsNamed(/^inc-/).length} rooms; the channel was looked through ${chat.callsOf('look back', sre).filter(({ status }) => status === 200).length} times`);
  });
});
