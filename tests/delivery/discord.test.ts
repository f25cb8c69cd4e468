import { expect, test } from 'vitest';
import { guardAt } from '../../src/chat/discord/guard.ts';
import type { Message } from '../../src/delivery/provider.ts';
import { discord } from '../../src/delivery/providers/discord.ts';
import { fakeDiscordWebhook, type FakeDiscordWebhook } from '../fakes/discord-webhook.ts';
import { aMessage } from './message.ts';

const tools = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const about = (event: string, more: Partial<Message> = {}) => aMessage({ to: '', facts: { event, timestamp: '2026-11-22T03:00:00.000Z', incident: { ...aMessage().facts!.incident!, by: 'bea' } }, ...more });
const send = (channel: FakeDiscordWebhook, message: Message) => discord.send(message, discord.settings.parse({ webhook_url: channel.url }), tools);

test('a channel’s webhook gets one message, which is changed when the incident goes on', async () => {
  await using channel = await fakeDiscordWebhook();
  const { id } = await send(channel, about('incident.opened'));
  await send(channel, about('incident.acknowledged', { earlier: id! }));
  expect(channel.posts).toMatchObject([{ id, edits: 1, pings: false, content: expect.stringContaining('Acknowledged by bea') }]);
  await send(channel, about('incident.reopened', { earlier: id! }));
  expect(channel.posts).toHaveLength(2);
});

test('a message that somebody deleted is told anew', async () => {
  await using channel = await fakeDiscordWebhook();
  const { id } = await send(channel, about('incident.opened'));
  channel.remove({ message: id! });
  await send(channel, about('incident.resolved', { earlier: id! }));
  expect(channel.posts).toMatchObject([{ content: expect.stringContaining('Resolved by bea') }]);
});

test('a webhook that was deleted is said so, for good, without its token', async () => {
  await using channel = await fakeDiscordWebhook();
  channel.remove('webhook');
  const refused = await send(channel, about('incident.opened')).catch((error: unknown) => error as Error);
  expect(refused).toMatchObject({ retry: false, key: 'outgoing.discord_webhook_gone' });
  expect((refused as Error).message).not.toContain('canary-token');
});

test('when Discord asks for time, it gets it', async () => {
  await using channel = await fakeDiscordWebhook();
  channel.slow(3.4);
  await expect(send(channel, about('incident.opened'))).rejects.toMatchObject({ retry: true, retryAfterSeconds: 4 });
});

test.each(['@everyone <@&1> [click](https://evil.example) **x** `y` ||z||', '*'.repeat(9000), '\\'.repeat(9001), `# ${'🧯'.repeat(5000)}`])('hostile text is only text, within the limits: %#', async (text) => {
  await using channel = await fakeDiscordWebhook();
  await send(channel, about('incident.opened', { body: text, headline: text }));
  const [{ content, embeds, pings }] = channel.posts as [typeof channel.posts[0]];
  expect(pings).toBe(false);
  for (const drawn of [content, embeds[0]!.description!]) {
    // What is left when every escaped sign is taken out has no sign that means anything.
    expect(drawn.replaceAll(/\\[^]/g, '').replaceAll(/https?:\/\/[^\s\\)]+/g, '')).not.toMatch(/[\\*_`|[\]<>]|@(?:everyone|here)/);
  }
});

test('an address in a text stays one', async () => {
  await using channel = await fakeDiscordWebhook();
  await send(channel, about('incident.opened', { body: 'Runbook: https://wiki.example.com/redis_down_now' }));
  expect(channel.posts[0]!.embeds[0]!.description).toContain('https://wiki.example.com/redis_down_now');
});

test.each([{}, { webhook_url: 'https://discord.com/channels/1/2' }, { webhook_url: 'ftp://discord.com/api/webhooks/1/x' }, { webhook_url: 'x' }])('settings %j are refused', (given) => {
  expect(discord.settings.safeParse(given).success).toBe(false);
});

test('where Discord refused so often that it would ban us, it is not called', async () => {
  const hook = 'https://refuses-all.example/api/webhooks/1/secret';
  for (let n = 0; n < 3000; n++) guardAt(hook).answered(403, { isShared: false, isOurs: true });
  await expect(discord.send(about('incident.opened'), discord.settings.parse({ webhook_url: hook }), tools)).rejects.toMatchObject({ retry: true, key: 'discord.guarded' });
});
