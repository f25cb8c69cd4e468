import { expect, test } from 'vitest';
import { onDiscord } from '../fakes/chats/on-discord.ts';
import { onSlack } from '../fakes/chats/on-slack.ts';
import { withChat } from '../faults/with-chat.ts';
import { cardOf } from '../world.ts';

test('an incident becomes confidential in Slack: a private room takes the place of the public one, which says nothing any more', { timeout: 60_000 }, async () => {
  await using it = await withChat(onSlack);
  const { world, chat, alice } = it;
  await it.fire('RedisDown');
  await it.roomCard(1);
  const [room] = chat.channelsNamed(/^inc-1-redis-prod$/) as [string];
  await chat.until('Alice in the room', () => chat.isIn(alice, room));
  const answer = cardOf(await world.press('alice', 'incident/edit', { incident: 'INC-1', private: 'yes' }));
  expect(JSON.stringify(answer.body)).toContain('#inc-1-redis-prod on Slack is open to more people than those on it');
  const next = await chat.until('the private room with Alice', () => chat.channelsNamed(/^inc-1-redis-prod$/).find((one) => one !== room && chat.isIn(alice, one)));
  await chat.until('its card', () => chat.messagesIn(next).find(({ words }) => words.includes('RedisDown')));
  expect(chat.channelsNamed(/^inc-1-closed$/)).toEqual([room]);
  expect(chat.messagesIn(room).map(({ words }) => words).join(' ')).not.toMatch(/redis/i);
  await chat.until('Alice is told', () => chat.directFor(alice).find(({ words }) => words.includes('a private room takes its place')));
  expect(chat.troubles()).toEqual([]);
});

test('an incident becomes confidential in Discord: its room is hidden, and whoever is in it stays', { timeout: 60_000 }, async () => {
  await using it = await withChat(() => onDiscord());
  const { world, chat, alice, bea } = it;
  await it.fire('RedisDown');
  await it.roomCard(1);
  const [room] = chat.channelsNamed(/^inc-1-redis-prod$/) as [string];
  await chat.until('Alice in the room', () => chat.isIn(alice, room));
  await world.press('alice', 'incident/edit', { incident: 'INC-1', private: 'yes' });
  await chat.until('Alice is told', () => chat.directFor(alice).find(({ words }) => words.includes('only those who were invited see')));
  expect([chat.isIn(alice, room), chat.isIn(bea, room)]).toEqual([true, false]);
  expect(chat.channelsNamed(/^inc-1-/)).toEqual([room]);
  expect(chat.troubles()).toEqual([]);
});
