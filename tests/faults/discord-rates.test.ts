import { expect, test } from 'vitest';
import { onDiscord } from '../fakes/chats/on-discord.ts';
import { withChat } from './with-chat.ts';

test.each([1, 30, 3600])('all of Discord limited for %i s: neither replica asks anything of it until then, and people are told by e-mail and in the console, also by the next step', { timeout: 60_000 }, async (retryAfter) => {
  await using it = await withChat(() => onDiscord());
  const { world, chat, smtp, alice, sre } = it;
  chat.discord.fail('POST /channels/:channel/messages', { retryAfter, isGlobal: true, times: 1 });
  await it.fire('RedisDown');
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  const refused = await chat.until('the refusal', () => chat.callsOf('anything').find(({ status }) => status === 429));
  await world.until('the card in the console', async () => (await world.app.sql`select 1 from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id where t.slug = 'sre-core' and m.card is not null`).length > 0);
  // The library of the first one waits by the real clock; the other one knows of the refusal from the database alone.
  await world.another();
  if (retryAfter > 1) {
    // What was under way when the refusal came is let pass, and what a replica asks before it reads of it, once a second.
    await world.until('both have heard of it', async () => Date.now() > refused.at + 1500);
    const before = chat.callsOf('anything').length;
    await world.advance(`${retryAfter - 10} seconds`);
    await it.wakeJobs();
    if (retryAfter > 600) await smtp.next(({ to }) => !to.includes('alice@example.org'), 10_000);
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await it.fire('SearchDown', { service: 'search' });
    await smtp.next(({ to }) => to.includes('carl@example.org'), 10_000);
    expect(chat.callsOf('anything')).toHaveLength(before);
    await world.advance('10 seconds');
  }
  await world.until('the card stands there', async () => {
    await it.wakeJobs();
    return it.cardsIn(sre)[0];
  });
  await world.until('what alice is told stands there', async () => {
    await it.wakeJobs();
    return chat.directFor(alice)[0];
  });
  // Nobody is paged late for what somebody took meanwhile.
  expect([it.cardsIn(sre).length, chat.directFor(alice).filter(({ words }) => words.startsWith('SEV1')).length, it.cardsIn(sre)[0]!.words.includes('Acknowledged by bea')]).toEqual([1, retryAfter > 1 ? 0 : 1, retryAfter > 1]);
});
