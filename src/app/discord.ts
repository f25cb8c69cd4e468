import type { Context } from '../context.ts';
import { checkChannel } from '../chat/discord/check-channel.ts';
import { checkRole } from '../chat/discord/check-role.ts';
import { discordHooks } from '../chat/discord/happenings.ts';
import { startInbound, type Inbound } from '../chat/discord/inbound.ts';
import { discordPeople } from '../chat/discord/people.ts';
import { discordPlatform } from '../chat/discord/platform.ts';
import { discordRest, type Discord } from '../chat/discord/rest.ts';
import { discordSettings, type DiscordSettings, type StoredDiscord } from '../chat/discord/settings.ts';
import { watchGuild } from '../chat/discord/watch-guild.ts';
import type { Health, Platform } from '../chat/platform.ts';
import type { Sql } from '../db/client.ts';
import { sayIn, type TextKey, type TextParams } from '../texts/say.ts';
import { askAgainMs, catchingUp, followSettings, worse, type Connection, type PlatformParts } from './follow-settings.ts';
import { listenerFor } from './listener.ts';
import { askWhenDue, watched, watchOutage } from './outages.ts';

export interface DiscordParts extends PlatformParts {
  /** A pool of one connection, whose session says which replica holds the gateway. */
  connectAlone(): Sql;
  /** Discord refuses something for good. @param channel which one, where it is about one */
  tellAdmins(fault: Error, channel?: string): Promise<void>;
  /** Our number among the replicas. */
  replica: number;
}
export interface DiscordLink {
  /** The channel of teams that have none of their own. */
  defaultChannel(): string | undefined;
  /** What keeps us from posting in a channel, or from giving a role; undefined when nothing is known to. */
  checkChannel(id: string): Promise<Amiss | undefined>;
  checkRole(id: string): Promise<Amiss | undefined>;
  /** A replica fell: what it was asked for and had not finished is carried out. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}
interface Amiss { key: TextKey; params: TextParams }

/**
 * Discord as it is set up, by the environment or a provider's row: connected at the start, and anew whenever the row
 * changes. Every replica posts, one listens. Discord's own troubles never reach the caller; `health` of the platform tells them.
 */
export async function joinDiscord(parts: DiscordParts): Promise<DiscordLink> {
  const following = await followSettings({ ...parts, name: 'discord', read: (stored) => discordSettings(parts.config, stored as StoredDiscord | undefined), open: async (settings) => openDiscord(parts, settings) });
  const link = following.now;
  const over = async (check: (discord: Discord) => Promise<Amiss | undefined>): Promise<Amiss | undefined> => {
    const discord = link()?.discord;
    return discord === undefined ? undefined : check(discord);
  };
  return { defaultChannel: () => link()?.settings.defaultChannel, checkChannel: (id) => over((discord) => checkChannel(discord, id)), checkRole: (id) => over((discord) => checkRole(discord, id)), resume: async () => link()?.inbound.resume(), stop: following.stop };
}

function openDiscord({ ctx, calm, connectAlone, dispatch, commands, language, timeZone, recognise, tellAdmins, sealer, replica }: DiscordParts, settings: DiscordSettings): Connection<DiscordSettings> & { discord: Discord; inbound: Inbound } {
  const { log } = ctx;
  const reader = { language, timeZone };
  const say = sayIn(language, timeZone);
  const missed = catchingUp(calm, 'discord');
  // Who is put out of the server still has an application.
  const outage = watchOutage(calm, 'discord');
  const discord = watched(discordRest({ settings, sql: ctx.sql, turns: calm.sql, log, say, recovered: missed.again }), outage, (_, route) => /^\/(guilds|channels)\//.test(route));
  const people = discordPeople({ ctx, discord });
  const own = connectAlone();
  const watch = watchGuild({ discord, say, log });
  const inbound = startInbound({
    discord, own, sql: ctx.sql, log, dispatch, people, commands, contextFor: listenerFor(ctx, reader), ...reader, recognise, sealer, replica,
    hooks: discordHooks({ discord, ctx: calm, commands, tellAdmins, missed: missed.soon, changed: watch.soon }),
  });
  const health = (): Health => {
    const now = worse(discord.health(), inbound.health());
    const amiss = watch.amiss();
    return now.ok && amiss.length > 0 ? { ...now, amiss } : now;
  };
  const platformOver = ({ sql }: Context): Platform => ({ ...discordPlatform({ discord, sql, log, say, discordIdsOf: people.discordIdsOf }), health });
  const asking = setInterval(() => void askWhenDue({ health }, outage, () => askAgain(discord)), askAgainMs).unref();
  return {
    settings, discord, inbound, paging: platformOver(ctx), posting: platformOver(calm),
    async stop() {
      clearInterval(asking);
      missed.stop();
      watch.stop();
      await inbound.stop();
      await own.end({ timeout: 1 });
    },
  };
}

const askAgain = (discord: Discord): Promise<unknown> => discord.call('GET', `/guilds/${discord.settings.guildId}`, { lane: 'chores' }).catch(() => undefined);
