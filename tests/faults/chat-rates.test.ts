import { describe, expect, test } from 'vitest';
import { chats, withChat } from './with-chat.ts';

describe.each(chats)('in %s', (_name, on) => {
  test.each([1, 30, 3600])('a channel that is limited for %i s gets nothing until then, and everything else goes on', { timeout: 60_000 }, async (retryAfter) => {
    await using it = await withChat(on);
    const { world, chat, smtp, alice, sre, search } = it;
    chat.fail('post', { retryAfter, times: 1 }, { channel: sre });
    await it.fire('RedisDown');
    await it.fire('SearchDown', { service: 'search' });
    await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
    await chat.until('the card in the other channel', () => it.cardsIn(search)[0]);
    await chat.until('Alice’s direct message', () => chat.directFor(alice)[0]);
    await world.until('the card in the console', async () => (await world.app.sql`select 1 from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id where t.slug = 'sre-core' and m.card is not null`).length > 0);
    const refused = chat.callsOf('post', sre).find(({ status }) => status === 429)!;

    if (retryAfter > 1) {
      // The clock of the escalation is not the platform's: the next step comes while the channel is closed.
      expect(it.cardsIn(sre)).toEqual([]);
      await world.advance(`${retryAfter - 10} seconds`);
      await it.wakeJobs();
      if (retryAfter > 600) await world.until('somebody else is paged', async () => (await world.app.sql`select 1 from notifications n join users u on u.id = n.user_id where n.is_page and u.username not in ('alice', 'carl')`).length > 0);
      await world.press('bea', 'incident/ack', { incident: 'INC-1' });
      await chat.until('the acknowledgement on the page', () => chat.directFor(alice).find(({ words }) => words.includes('Acknowledged')));
      await world.until('the card has looked again, and waits', async () => (await world.app.sql`select 1 from pgboss.job where name = 'afar' and state = 'created' and start_after > now() + interval '3 seconds'`).length > 0);
      expect(chat.callsOf('post', sre)).toHaveLength(1);
      await world.advance('10 seconds');
    }
    const card = await world.until('the card', async () => {
      await it.wakeJobs();
      return it.cardsIn(sre)[0];
    });
    expect(retryAfter > 1 || chat.callsOf('post', sre).find(({ status }) => status === 200)!.at - refused.at >= 1000).toBe(true);
    expect(card.words.includes('Acknowledged by bea')).toBe(retryAfter > 1);
    // The newest state at once: nothing older was posted and edited.
    expect([it.cardsIn(sre).length, card.edits === 0 || retryAfter === 1]).toEqual([1, true]);
  });

  test.each([1, 30, 3600])('a war room that may not be furnished and into which nobody may be let for %i s delays no page, no card and no other message; people come in as soon as they may', { timeout: 60_000 }, async (retryAfter) => {
    await using it = await withChat(on);
    const { world, chat, smtp, alice, sre } = it;
    chat.fail('let in', { retryAfter, times: 1 });
    chat.fail('furnish', { retryAfter, times: 1 });
    await it.fire('RedisDown');
    await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
    await chat.until('Alice’s direct message', () => chat.directFor(alice)[0]);
    await chat.until('the card', () => it.cardsIn(sre)[0]);
    await it.roomCard(1);
    const [room] = chat.channelsNamed(/^inc-1-redis-prod$/);
    const refused = await chat.until('the refusal', () => chat.callsOf('let in').find(({ status }) => status === 429));
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await chat.until('the acknowledgement on the card', () => it.cardsIn(sre)[0]!.words.includes('Acknowledged by bea'));
    if (retryAfter > 1) {
      expect(chat.callsOf('let in')).toHaveLength(1);
      await world.advance(`${retryAfter} seconds`);
    }
    await world.until('Alice is in', async () => {
      await it.wakeJobs();
      return chat.isIn(alice, room!);
    });
    expect(retryAfter > 1 || chat.callsOf('let in')[1]!.at - refused.at >= 1000).toBe(true);
  });

  test('a card that may not be edited for a while is edited once, to the newest state', { timeout: 60_000 }, async () => {
    await using it = await withChat(on);
    const { world, chat, sre } = it;
    await it.fire('RedisDown');
    await chat.until('the card', () => it.cardsIn(sre)[0]);
    await it.roomCard(1);
    await world.until('nothing waits', async () => (await world.app.ports.health()).queue.depth === 0);
    const before = it.cardsIn(sre)[0]!.edits;
    chat.fail('edit', { retryAfter: 30 });
    await world.say('bea', '/incident note INC-1 "looking into it"');
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await world.say('bea', '/incident severity INC-1 SEV2');
    await world.say('bea', '/incident title INC-1 "Redis is slow"');
    await chat.until('the refusal', () => chat.callsOf('edit', sre).find(({ status }) => status === 429));
    await world.press('bea', 'incident/resolve', { incident: 'INC-1' });
    chat.heal();
    await world.advance('30 seconds');
    await world.until('the newest state stands there', async () => {
      await it.wakeJobs();
      return it.cardsIn(sre)[0]!.words.includes('Resolved');
    });
    expect(it.cardsIn(sre)[0]!.edits - before).toBe(1);
  });
});
