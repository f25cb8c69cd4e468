import { describe, expect, test } from 'vitest';
import { fakeDiscord } from '../fakes/discord/fake-discord.ts';
import { aDesk } from './a-desk.ts';

describe('imas discord-register', () => {
  test('prints the invite link and registers the commands', async () => {
    await using discord = await fakeDiscord();
    await using desk = await aDesk();
    Object.assign(desk.env, { DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
    const { code, out } = await desk.run('discord-register');
    expect(code).toBe(0);
    expect(out.join('\n')).toContain(`https://discord.com/oauth2/authorize?client_id=${discord.applicationId}`);
    expect(discord.world.commands.get(discord.guildId)!.map(({ name }) => name)).toContain('incident');
    expect(discord.world.commands.get('global')).toBeUndefined();
  });
  test('registers them for direct messages as well where that is wanted', async () => {
    await using discord = await fakeDiscord();
    await using desk = await aDesk();
    Object.assign(desk.env, { DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
    const { code, out } = await desk.run('discord-register', '--direct-messages');
    expect([code, out.at(-1)]).toEqual([0, expect.stringContaining('direct messages')]);
    expect(discord.world.commands.get('global')!.map(({ name }) => name)).toContain('incident');
  });
  test('says that a token is wrong', async () => {
    await using discord = await fakeDiscord();
    await using desk = await aDesk();
    Object.assign(desk.env, { DISCORD_TOKEN: 'wrong', DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
    const { code, err } = await desk.run('discord-register');
    expect([code, err.join('\n')]).toEqual([1, expect.stringContaining('bot token')]);
  });
  test('says what is missing when Discord is not set up', async () => {
    await using desk = await aDesk();
    const { code, err } = await desk.run('discord-register');
    expect([code, err.join('\n')]).toEqual([1, expect.stringContaining('DISCORD_TOKEN')]);
  });
});
