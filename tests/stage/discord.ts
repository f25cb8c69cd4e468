import { commands } from '../../commands/commands.ts';
import { registerDirectCommands } from '../../src/chat/discord/register.ts';
import { aClient } from '../chat/discord/a-client.ts';
import { fakeDiscord } from '../fakes/discord/fake-discord.ts';
import { discordPerson } from './discord-person.ts';
import { channelIn, rest, type Venue } from './venue.ts';

/** A local Discord, where an administrator has said who is who, and whoever manages the product manages the server, too. */
export async function discordVenue(): Promise<Venue> {
  const discord = await fakeDiscord();
  const channels = { team: discord.addChannel({ name: 'sre' }), triage: discord.addChannel({ name: 'triage' }) };
  const managers = discord.addRole({ name: 'managers', permissions: ['ManageGuild'] });
  const channelOf = channelIn(channels, () => discord.world.channels.values());
  return {
    env: { DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId },
    async joined(world) {
      await world.app.sql`update teams set discord_channel_id = case when is_triage then ${channels.triage.id} else ${channels.team.id} end`;
      await discord.until('the line is open and the commands are there', () => discord.gateway.connected() > 0 && discord.world.commands.get(discord.guildId));
      const { sql } = world.app;
      // People speak to the bot directly as well.
      await registerDirectCommands({ discord: aClient(discord, { sql }), sql, commands }, { always: true });
    },
    async seat(world, username) {
      const member = discord.addMember({ name: username, roles: username === 'ada' ? [managers.id] : [] });
      await world.app.sql`update users set discord_user_id = ${member.user.id} where username = ${username}`;
      return discordPerson({ discord, world, me: discord.person(member), channelOf, rest: rest(world) });
    },
    fails: (how) => discord.fail('*', how),
    heals: () => discord.heal(),
    troubles: () => discord.troubles.map(({ kind, what }) => `${kind}: ${what}`),
    [Symbol.asyncDispose]: () => discord[Symbol.asyncDispose](),
  };
}
