import { beforeEach, describe, expect, test } from 'vitest';
import { discord } from '../../src/delivery/providers/discord.ts';
import type { Refusal } from '../../src/delivery/refusal.ts';
import { sayIn } from '../../src/texts/say.ts';
import { fakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { aMessage } from './message.ts';

let server: FakeDiscord;
beforeEach(async () => {
  const fake = await fakeDiscord();
  server = fake;
  return () => fake[Symbol.asyncDispose]();
});

const tools = () => ({ allowAddresses: [], timeoutMs: 2000, discordApiUrl: server.apiUrl });
const send = (given: Record<string, unknown> = {}, message = aMessage({ to: '' })) =>
  discord.send(message, discord.settings.parse({ bot_token: server.token, guild_id: server.guildId, ...given }), tools());
const refusal = async (given: Record<string, unknown> = {}) => send(given).then(() => { throw new Error('accepted'); }, (error: unknown) => error as Refusal);

describe('a test of Discord’s bot', () => {
  test('without a channel asks who we are and whether we are in the server, and posts nothing', async () => {
    expect((await send()).note).toMatch(/^Discord knows this token: @\S+ in Example\. Nothing was posted/);
    expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /users/@me', `GET /guilds/${server.guildId}`, `GET /guilds/${server.guildId}/members/${server.botId}`]);
  });
  test('names the permissions that are missing', async () => {
    expect((await send()).note).not.toContain('lacks');
    server.grant('ViewChannel', 'SendMessages', 'ManageChannels', 'ManageRoles', 'ManageThreads');
    expect((await send()).note).toContain('In “Example” IMAS lacks Pin Messages. Server Settings › Roles: give it to the role of IMAS');
  });
  test('posts to the default channel, or where it is told, with nothing in it that pings or is markup', async () => {
    const [usual, other] = ['ops', 'else'].map((name) => server.addChannel({ name }).id) as [string, string];
    expect((await send({ default_channel: usual }, aMessage({ to: '', headline: '@everyone [x](https://evil.example)' }))).note).toContain(`A message is in ${usual}.`);
    expect(server.messagesIn(usual)[0]!.content).toContain('\\@everyone \\[x\\](https://evil.example)');
    expect(server.calls.at(-1)!.body).toMatchObject({ allowed_mentions: { parse: [] } });
    const { id } = await send({ default_channel: usual }, aMessage({ to: other }));
    expect(server.messagesIn(other).map((posted) => posted.id)).toEqual([id]);
  });
  test('knows an address of the API that the row itself has, but only where such addresses are allowed', async () => {
    const row = discord.settings.parse({ bot_token: server.token, guild_id: server.guildId, api_url: `${server.apiUrl}/v10/` });
    expect(await discord.send(aMessage({ to: '' }), row, { allowAddresses: ['127.0.0.1'], timeoutMs: 2000 })).toMatchObject({ state: 'accepted' });
    await expect(discord.send(aMessage({ to: '' }), row, { allowAddresses: [], timeoutMs: 2000 })).rejects.toMatchObject({ key: 'delivery.address_refused' });
  });
});

describe('what Discord refuses is said in plain words, without the token', () => {
  const hidden = () => server.addChannel({ name: 'hidden', overwrites: [{ id: server.botId, deny: ['ViewChannel'] }] }).id;
  const silent = () => server.addChannel({ name: 'silent', overwrites: [{ id: server.botId, deny: ['SendMessages'] }] }).id;
  test.each<[string, () => Record<string, unknown>, string, boolean]>([
    ['a token that nobody knows', () => ({ bot_token: 'canary.token.x' }), 'Discord does not accept the bot token.', false],
    ['a server that the bot is not in', () => ({ guild_id: '123456789012345678' }), 'IMAS is not in this Discord server (DISCORD_GUILD_ID 123456789012345678).', false],
    ['a channel that is gone', () => ({ default_channel: '123456789012345678' }), 'This Discord channel was deleted', false],
    ['a channel that it cannot see', () => ({ default_channel: hidden() }), 'IMAS cannot see this Discord channel.', false],
    ['a channel where it may not write', () => ({ default_channel: silent() }), 'IMAS lacks Discord permissions: View Channel, Send Messages', false],
    ['too many calls', () => (server.fail('GET /users/@me', { status: 429, retryAfter: 3 }), {}), 'Discord asks to wait 3 seconds', true],
    ['trouble of its own', () => (server.fail('GET /users/@me', { status: 503 }), {}), 'Discord has trouble of its own', true],
  ])('%s', async (_what, given, sentence, retry) => {
    const error = await refusal(given());
    expect(error.message).toContain(sentence);
    expect([error.retry, error.message.includes('canary'), error.message.includes(server.token)]).toEqual([retry, false, false]);
    expect(sayIn('fr')(error.key, error.params)).not.toBe(error.message);
  });
});

test.each<[object, string]>([
  [{ bot_token: 'x' }, 'guild_id'], [{ guild_id: '123456789012345678' }, 'bot_token'], [{}, 'webhook_url'],
  [{ bot_token: 'x', guild_id: 'Example' }, 'guild_id'],
  [{ bot_token: 'x', guild_id: '123456789012345678', webhook_url: 'https://discord.com/api/webhooks/1/x' }, 'webhook_url'],
  [{ bot_token: 'x', guild_id: '123456789012345678', staff_role_ids: 'Admins' }, 'staff_role_ids'],
])('of the settings %j the problem is at %s', (given, member) => {
  expect(discord.settings.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([member]);
});
