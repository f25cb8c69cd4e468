import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/commands.ts';
import { inviteLink } from '../../../src/chat/discord/invite.ts';
import { forgetCommands, keepDirectCommands, registerCommands, registerDirectCommands } from '../../../src/chat/discord/register.ts';
import { aDatabase } from '../../database.ts';
import { directWith } from '../../fakes/discord/messages.ts';
import { fakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { aClient } from './a-client.ts';

describe('registering the commands', () => {
  test('is one call, and none when nothing changed', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    const parts = { discord: aClient(discord, db), sql: db.sql, commands };
    expect(await registerCommands(parts, { always: false })).toBeGreaterThan(10);
    expect(await registerCommands(parts, { always: false })).toBeUndefined();
    const { 'imas/help': _, ...fewer } = commands;
    await registerCommands({ ...parts, commands: fewer }, { always: false });
    expect(discord.callsOf('PUT /applications/:application/guilds/:guild/commands')).toHaveLength(2);
  });
  test('is done again after the bot was put out of the server', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    const parts = { discord: aClient(discord, db), sql: db.sql, commands };
    await registerCommands(parts, { always: false });
    await forgetCommands(parts);
    expect(await registerCommands(parts, { always: false })).toBeGreaterThan(10);
  });
  test('is done again when Discord has them no more, whoever took them away', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    const parts = { discord: aClient(discord, db), sql: db.sql, commands };
    await registerCommands(parts, { always: false });
    discord.world.commands.get(discord.guildId)!.pop();
    expect(await registerCommands(parts, { always: false })).toBeGreaterThan(10);
    expect(await registerCommands(parts, { always: false })).toBeUndefined();
  });
  test('is one call more for direct conversations, where no command of the server is, and none of these in the server', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    const parts = { discord: aClient(discord, db), sql: db.sql, commands };
    await registerCommands(parts, { always: false });
    const bea = discord.person(discord.addMember({ name: 'bea' }));
    discord.addChannel({ name: 'sre' });
    const inServer = bea.offered();
    const direct = directWith(discord.world, bea.id).id;
    expect(bea.offered({ channel: direct })).toEqual([]);
    expect(await registerDirectCommands(parts, { always: false })).toBeGreaterThan(10);
    expect(await registerDirectCommands(parts, { always: false })).toBeUndefined();
    expect(bea.offered()).toEqual(inServer);
    expect(bea.offered({ channel: direct })).toContain('incident');
    await forgetCommands(parts);
    expect(await registerDirectCommands(parts, { always: false })).toBeUndefined();
  });
  test('keeps those for direct conversations up to date where somebody wanted them, and makes none where nobody did', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    const parts = { discord: aClient(discord, db), sql: db.sql, commands };
    await keepDirectCommands(parts);
    expect(discord.world.commands.get('global')).toBeUndefined();
    const { 'imas/help': _, ...fewer } = commands;
    await registerDirectCommands({ ...parts, commands: fewer }, { always: true });
    expect(await keepDirectCommands(parts)).toBeGreaterThan(10);
    expect(await keepDirectCommands(parts)).toBeUndefined();
  });
  test('says that the bot is not in the server, and where the link is', async () => {
    await using db = await aDatabase();
    await using discord = await fakeDiscord();
    discord.removeBot();
    await expect(registerCommands({ discord: aClient(discord, db), sql: db.sql, commands }, { always: true })).rejects.toMatchObject({ key: 'discord.not_in_guild' });
  });
});

test('the invite link asks for the bot, its commands and no permission that is not needed', () => {
  const link = new URL(inviteLink({ applicationId: '1', guildId: '2' }));
  expect(Object.fromEntries(link.searchParams)).toMatchObject({ client_id: '1', guild_id: '2', scope: 'bot applications.commands' });
  const bits = BigInt(link.searchParams.get('permissions')!);
  // Administrator, Manage Server, Manage Messages, Mention Everyone.
  for (const bit of [3n, 5n, 13n, 17n]) expect(bits & (1n << bit)).toBe(0n);
});
