import { linkIdentity } from '../../../src/domain/people/link-identity.ts';
import { fakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { wordsOf } from '../../fakes/discord/person/see.ts';
import type { DiscordMessage } from '../../fakes/discord/state.ts';
import { aWorld } from '../../world.ts';

/** The whole product beside a local Discord, with one channel for the night's team and its person in it. */
export async function aTown() {
  const discord = await fakeDiscord();
  const world = await aWorld({ DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
  const channel = discord.addChannel({ name: 'sre' }).id;
  await world.app.sql`update teams set discord_channel_id = ${channel} where name = 'SRE Core'`;
  const person = async (username: string, roles: readonly string[] = []) => {
    const member = discord.addMember({ name: username, roles });
    const [user] = await world.app.sql<{ id: string }[]>`select id from users where username = ${username}`;
    if (user !== undefined) await linkIdentity(world.app.ctx, user.id, 'discord', member.user.id);
    return discord.person(member);
  };
  await discord.until('the commands', () => discord.world.commands.get(discord.guildId));
  await discord.until('the gateway', () => discord.gateway.connected() === 1);
  const card = (words: RegExp): Promise<DiscordMessage> => discord.until(`a card that says ${String(words)}`, () => discord.messagesIn(channel).find((one) => words.test(wordsOf(one))));
  return {
    discord, world, channel, person, card,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}
