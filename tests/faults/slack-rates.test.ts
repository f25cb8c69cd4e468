import { expect, test } from 'vitest';
import { wordsOf } from '../fakes/slack/look.ts';
import { inChannel, withSlack } from './with-slack.ts';

test.each([1, 30, 3600])('a channel that Slack limits for %i s gets nothing until then, and everything else goes on', { timeout: 60_000 }, async (retryAfter) => {
  await using it = await withSlack();
  const { world, slack, smtp, alice, sre, search } = it;
  slack.fail('chat.postMessage', { retryAfter, times: 1, when: inChannel(sre) });
  await it.fire('RedisDown');
  await it.fire('SearchDown', { service: 'search' });
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await slack.until('the card in the other channel', () => it.cardsIn(search)[0]);
  await slack.until('Alice’s direct message', () => slack.directFor(alice.id)[0]);
  await world.until('the card in the console', async () => (await world.app.sql`select 1 from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id where t.slug = 'sre-core' and m.card is not null`).length > 0);
  const refused = slack.callsOf('chat.postMessage').find(({ status, args }) => status === 429 && args['channel'] === sre.id)!;

  if (retryAfter > 1) {
    // The clock of the escalation is not Slack's: the next step comes while the channel is closed.
    expect(it.cardsIn(sre)).toEqual([]);
    await world.advance(`${retryAfter - 10} seconds`);
    await it.wakeJobs();
    if (retryAfter > 600) await world.until('somebody else is paged', async () => (await world.app.sql`select 1 from notifications n join users u on u.id = n.user_id where n.is_page and u.username not in ('alice', 'carl')`).length > 0);
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await slack.until('the acknowledgement on the page', () => slack.directFor(alice.id).find((message) => wordsOf(message).includes('Acknowledged')));
    await world.until('the card has looked again, and waits', async () => (await world.app.sql`select 1 from pgboss.job where name = 'afar' and state = 'created' and start_after > now() + interval '3 seconds'`).length > 0);
    expect(slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === sre.id)).toHaveLength(1);
    await world.advance('10 seconds');
    await it.wakeJobs();
  }
  const card = await slack.until('the card', () => it.cardsIn(sre)[0]);
  expect(retryAfter > 1 || slack.callsOf('chat.postMessage').find(({ args, status }) => args['channel'] === sre.id && status === 200)!.at - refused.at >= 1000).toBe(true);
  expect(wordsOf(card).includes('Acknowledged by bea')).toBe(retryAfter > 1);
  // The newest state at once: nothing older was posted and edited.
  expect([it.cardsIn(sre).length, card.edits.length === 0 || retryAfter === 1]).toEqual([1, true]);
});

test.each([1, 30, 3600])('a war room whose invitations and bookmarks Slack limits for %i s delays no page, no card and no other room’s message; people come in as soon as they may', { timeout: 60_000 }, async (retryAfter) => {
  await using it = await withSlack();
  const { world, slack, smtp, alice, sre } = it;
  slack.fail('conversations.invite', { retryAfter, times: 1 });
  slack.fail('bookmarks.add', { retryAfter, times: 1 });
  await it.fire('RedisDown');
  await smtp.next(({ to }) => to.includes('alice@example.org'), 10_000);
  await slack.until('Alice’s direct message', () => slack.directFor(alice.id)[0]);
  await slack.until('the card', () => it.cardsIn(sre)[0]);
  const room = await slack.until('the room', () => slack.channelNamed('inc-1-redis-prod'));
  await slack.until('the room’s card', () => slack.messagesIn(room.id)[0]);
  const refused = await slack.until('the refused invitation', () => slack.callsOf('conversations.invite').find(({ status }) => status === 429));
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  await slack.until('the acknowledgement on the card', () => it.cardsIn(sre).find((message) => wordsOf(message).includes('Acknowledged by bea')));
  if (retryAfter > 1) {
    expect(slack.callsOf('conversations.invite')).toHaveLength(1);
    await world.advance(`${retryAfter} seconds`);
  }
  await world.until('Alice is in', async () => {
    await it.wakeJobs();
    return room.members.has(alice.id);
  });
  expect(retryAfter > 1 || slack.callsOf('conversations.invite')[1]!.at - refused.at >= 1000).toBe(true);
});

test('a card that may not be edited for a while is edited once, to the newest state', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { world, slack, sre } = it;
  await it.fire('RedisDown');
  const card = await slack.until('the card', () => it.cardsIn(sre)[0]);
  await slack.until('the room’s card', () => slack.messagesIn(slack.channelNamed('inc-1-redis-prod')?.id ?? '')[0]);
  await world.until('nothing waits', async () => (await world.app.ports.health()).queue.depth === 0);
  const before = card.edits.length;
  slack.fail('chat.update', { retryAfter: 30 });
  await world.say('bea', '/incident note INC-1 "looking into it"');
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  await world.say('bea', '/incident severity INC-1 SEV2');
  await world.say('bea', '/incident title INC-1 "Redis is slow"');
  await slack.until('the refusal', () => slack.callsOf('chat.update').find(({ status }) => status === 429));
  await world.press('bea', 'incident/resolve', { incident: 'INC-1' });
  slack.heal();
  await world.advance('30 seconds');
  await world.until('the newest state stands there', async () => {
    await it.wakeJobs();
    return wordsOf(card).includes('Resolved');
  });
  expect(card.edits.length - before).toBe(1);
});
