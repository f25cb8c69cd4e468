import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import { DiscordFault } from './faults.ts';
import { lacking, standingIn } from './granted.ts';
import { channelsThere } from './guild.ts';
import { neededPermissions } from './invite.ts';
import { words, wordsOf } from './permissions.ts';
import type { Discord } from './rest.ts';
import { crowded } from './trim-archive.ts';

export interface GuildWatch {
  /** What needs mending there although Discord can be spoken to, each with its fix. */
  amiss(): readonly string[];
  /** Something there changed: looks again, a moment later. */
  soon(): void;
  stop(): void;
}

/** Every replica looks by itself, since only one is told what changes; milliseconds. */
const everyMs = 2 * 60_000;
const soonMs = 500;
const mostNames = 3;
/** Flags of an application that may read what people write: in many servers, or in few (resources/application, "Application Flags"). */
const readsMessages = (1 << 18) | (1 << 19);

/** Looks at what we are in the server: which permissions are missing, whether it may have commands, where else the bot is, and whether the server is filling up. */
export function watchGuild({ discord, say, log }: { discord: Discord; say: Say; log: Logger }): GuildWatch {
  let amiss: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      amiss = await whatIsAmiss(discord, say);
    } catch (error) {
      // That Discord is away, or we are not there, is said by its health.
      if (!(error instanceof DiscordFault)) log.warn({ err: error }, 'what we may do in Discord could not be looked at');
    }
  };
  void look();
  const often = setInterval(() => void look(), everyMs).unref();
  return {
    amiss: () => amiss,
    soon() {
      timer ??= setTimeout(() => { timer = undefined; void look(); }, soonMs).unref();
    },
    stop() {
      clearInterval(often);
      clearTimeout(timer);
    },
  };
}

async function whatIsAmiss(discord: Discord, say: Say): Promise<string[]> {
  const { applicationId, guildId: id, guildName: server } = await discord.me();
  const missing = lacking((await standingIn(discord)).granted, neededPermissions);
  if (missing.length === 0) discord.granted(neededPermissions.map(words));
  const others = (await discord.call<{ id: string; name: string }[]>('GET', '/users/@me/guilds', { lane: 'chores' })).filter((guild) => guild.id !== id).map(({ name }) => `“${name}”`);
  const mayHaveCommands = await discord.call('GET', `/applications/${applicationId}/guilds/${id}/commands`, { lane: 'chores' }).then(() => true, isNoStranger);
  const filling = await whyItFills(discord, say);
  return [
    ...(missing.length === 0 ? [] : [say('discordSetup.lacks', { server, needed: wordsOf(missing), n: missing.length })]),
    ...(mayHaveCommands ? [] : [say('discordSetup.no_commands', { server })]),
    ...(others.length === 0 ? [] : [say('discordSetup.other_servers', { server, names: [...others.slice(0, mostNames), ...(others.length > mostNames ? ['…'] : [])].join(', ') })]),
    ...(filling === undefined ? [] : [say('discordSetup.filling_up', { server, ...filling })]),
  ];
}

/** A bot that was added without the scope for commands is refused them like a stranger. @throws what may pass */
function isNoStranger(error: unknown): boolean {
  if (!(error instanceof DiscordFault) || error.retry) throw error;
  return error.code !== '50001';
}

/** undefined: it does not, or old rooms make way. */
async function whyItFills(discord: Discord, say: Say): Promise<{ n: number; why: string } | undefined> {
  const n = (await channelsThere(discord, 'chores')).length;
  if (n <= crowded) return undefined;
  if (discord.settings.roomsOver === 'keep') return { n, why: say('discordSetup.kept') };
  const { flags = 0 } = await discord.call<{ flags?: number }>('GET', '/applications/@me', { lane: 'chores' });
  return (flags & readsMessages) === 0 ? { n, why: say('discordSetup.unreadable') } : undefined;
}
