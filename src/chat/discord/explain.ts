import type { Lane } from '../platform-fault.ts';
import { DiscordFault } from './faults.ts';
import { grantedIn, lacking, standingIn } from './granted.ts';
import { channelsThere, isThread, type Channel } from './guild.ts';
import { neededNames, wordsOf, type PermissionName } from './permissions.ts';
import type { Discord } from './rest.ts';

const refused: ReadonlySet<string> = new Set(['50013', '50001']);

type Asking = Pick<Discord, 'call' | 'me' | 'settings'>;

/**
 * What is behind a refusal of Discord: which permissions are lacking, in which channel, and that it is not a person's fault when the bot
 * is out of the server. What cannot be found out stays as Discord said it.
 */
export async function explain(discord: Asking, fault: DiscordFault, route: string, lane: Lane): Promise<DiscordFault> {
  try {
    return (await behind(discord, fault, route, lane)) ?? fault;
  } catch (error) {
    if (error instanceof DiscordFault) return fault;
    throw error;
  }
}

async function behind(discord: Asking, fault: DiscordFault, route: string, lane: Lane): Promise<DiscordFault | undefined> {
  if (fault.key === 'discord.closed') return whyClosed(discord, lane);
  if (fault.key !== 'discord.missing_permission' && fault.key !== 'discord.no_access') return undefined;
  const { guildId } = discord.settings;
  const id = /^\/channels\/(\d+)/.exec(route)?.[1];
  const inGuild = route.startsWith(`/guilds/${guildId}/`);
  if (!refused.has(fault.code) || (id === undefined && !inGuild)) return undefined;
  const standing = await standingIn(discord, lane);
  if (id === undefined) {
    const missing = lacking(standing.granted, neededNames(fault.method));
    return missing.length === 0 ? undefined : new DiscordFault(fault.method, fault.code, { guildId, cause: fault, about: { needed: wordsOf(missing), n: missing.length } });
  }
  // The list names also what we do not see; threads are not in it.
  const there = await channelsThere(discord, lane);
  const thread = there.some((channel) => channel.id === id) ? undefined : await discord.call<Channel>('GET', `/channels/${id}`, { lane });
  const channel = there.find((one) => one.id === (thread?.parent_id ?? id));
  if (channel === undefined) return undefined;
  const unfit: PermissionName[] = thread !== undefined && isThread(thread) ? ['SendMessages'] : ['SendMessagesInThreads', 'ManageThreads'];
  const missing = lacking(grantedIn(standing, channel, guildId), neededNames(fault.method).filter((name) => !unfit.includes(name)));
  return missing.length === 0 ? undefined : new DiscordFault(fault.method, fault.code, { guildId, cause: fault, about: { channel: `#${channel.name}`, needed: wordsOf(missing), n: missing.length } });
}

/** Out of the server, the bot can write to nobody. */
async function whyClosed(discord: Asking, lane: Lane): Promise<DiscordFault | undefined> {
  try {
    await discord.call('GET', `/guilds/${discord.settings.guildId}`, { lane });
    return undefined;
  } catch (error) {
    return error instanceof DiscordFault && error.code === 'not_in_guild' ? error : undefined;
  }
}
