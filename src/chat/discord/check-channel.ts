import { DiscordFault } from './faults.ts';
import { grantedIn, lacking, standingIn } from './granted.ts';
import { channelTypes } from './channel-types.ts';
import { isThread, type Channel } from './guild.ts';
import { wordsOf, type PermissionName } from './permissions.ts';
import type { Discord } from './rest.ts';

/** Channels of people's own that take messages: text and announcements. */
const textTypes: ReadonlySet<number> = new Set([channelTypes.text, channelTypes.announcement]);
/** What cards need there. */
const always = ['ViewChannel', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const satisfies readonly PermissionName[];

/** What keeps us from posting in a channel, asked of Discord: it is not there, no text channel, or a permission is missing; undefined when nothing does, or Discord does not say. Never throws. */
export async function checkChannel(discord: Discord, id: string): Promise<Pick<DiscordFault, 'key' | 'params'> | undefined> {
  const { guildId } = discord.settings;
  try {
    const channel = await channelAt(discord, id);
    if (channel.guild_id !== guildId) return { key: 'discordSetup.channel_elsewhere', params: { channel: id } };
    if (!isThread(channel) && !textTypes.has(channel.type)) return { key: 'discordSetup.no_text_channel', params: { channel: `#${channel.name}` } };
    const around = isThread(channel) && channel.parent_id ? await channelAt(discord, channel.parent_id) : channel;
    const missing = lacking(grantedIn(await standingIn(discord, 'talk'), around, guildId), [...always, isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages']);
    return missing.length === 0 ? undefined : { key: 'discordSetup.channel_lacks', params: { channel: `#${channel.name}`, needed: wordsOf(missing), n: missing.length } };
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.retry || error.key === 'discord.refused') return undefined;
    // A number that is none is refused as malformed.
    return error.gone || error.key === 'discord.bad_message' ? { key: 'discordSetup.channel_unseen', params: { channel: id } } : { key: error.key, params: error.params };
  }
}

const channelAt = (discord: Discord, id: string): Promise<Channel> => discord.call<Channel>('GET', `/channels/${encodeURIComponent(id)}`, { lane: 'talk' });
