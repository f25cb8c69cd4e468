import { Client, Events, GatewayIntentBits, MessageFlags, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { aClient, aRest, codeOf } from './discord/a-client.ts';
import { type FakeDiscord, fakeDiscord } from './discord/fake-discord.ts';

const register = (discord: FakeDiscord) => aRest(discord).put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), { body: [{ name: 'who', description: 'Who is on call' }] });

test('a client logs in, knows its guild and channels, and hears of new ones', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'SRE Team' });
  await using client = await aClient(discord);
  expect(client.guilds.cache.get(discord.guildId)?.channels.cache.get(id)?.name).toBe('sre-team');
  const made = new Promise<string>((resolve) => client.once(Events.ChannelCreate, (channel) => resolve(channel.name)));
  discord.addChannel({ name: 'later' });
  expect(await made).toBe('later');
});

test.for<[string, number, GatewayIntentBits]>([['members', 4014, GatewayIntentBits.GuildMembers], ['message content', 4014, GatewayIntentBits.MessageContent]])('the privileged intent for %s closes the gateway with %i', async ([, closed, intent]) => {
  await using discord = await fakeDiscord();
  const client = new Client({ intents: [GatewayIntentBits.Guilds, intent], rest: { api: discord.apiUrl } });
  const disconnected = new Promise<number>((resolve) => client.once(Events.ShardDisconnect, (event) => resolve(event.code)));
  client.on(Events.Error, () => undefined);
  void client.login(discord.token).catch(() => undefined);
  expect(await disconnected).toBe(closed);
  await client.destroy();
});

test.for<[string, (discord: FakeDiscord) => void]>([
  ['close code 4000', (discord) => discord.gateway.drop(4000)],
  ['a dead line', (discord) => discord.gateway.drop()],
  ['op 7', (discord) => discord.gateway.reconnect()],
  ['op 9 that may resume', (discord) => discord.gateway.invalidate(true)],
])('after %s the client resumes and hears what it missed', async ([, cut]) => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  await using _client = await aClient(discord, (interaction) => interaction.isRepliable() && interaction.reply({ content: 'Max', flags: MessageFlags.Ephemeral }));
  cut(discord);
  await discord.until('the line is cut', () => discord.gateway.connected() === 0);
  const outcome = await bea.slash('who');
  expect((await outcome.answer()).content).toBe('Max');
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(discord.gateway.resumes.length).toBeGreaterThan(0);
});

test('a gateway that falls silent is left and resumed by the client', async () => {
  await using discord = await fakeDiscord({ heartbeatMs: 400 });
  await using _client = await aClient(discord);
  discord.gateway.silence();
  await discord.until('the session is resumed', () => discord.gateway.resumes.length > 0 && discord.gateway.connected() === 1);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that timed out is begun anew', async () => {
  await using discord = await fakeDiscord();
  await using client = await aClient(discord);
  const ready = new Promise((resolve) => void client.once(Events.ShardReady, resolve));
  discord.gateway.drop(4009);
  await ready;
  expect([discord.gateway.identifies.length, discord.gateway.connected()]).toEqual([2, 1]);
});

test('a token that was reset closes the gateway for good and refuses every call', async () => {
  await using discord = await fakeDiscord();
  await using client = await aClient(discord);
  const disconnected = new Promise<number>((resolve) => client.once(Events.ShardDisconnect, (event) => resolve(event.code)));
  discord.revokeToken();
  expect(await disconnected).toBe(4004);
  expect(await codeOf(aRest(discord).get(Routes.user()))).toBe(0);
  expect(discord.invalidRequests()).toBe(1);
});
