import type { Context } from '../context.ts';
import type { Commands } from '../chat/commands.ts';
import { checkChannel } from '../chat/discord/check-channel.ts';
import { checkRole } from '../chat/discord/check-role.ts';
import { inviteLink } from '../chat/discord/invite.ts';
import { DiscordFault } from '../chat/discord/faults.ts';
import type { GatewayHooks } from '../chat/discord/gateway.ts';
import { startInbound, type Inbound } from '../chat/discord/inbound.ts';
import { discordPeople } from '../chat/discord/people.ts';
import { discordPlatform } from '../chat/discord/platform.ts';
import { applicationOf, forgetCommands, registerCommands } from '../chat/discord/register.ts';
import { discordRest, type Discord } from '../chat/discord/rest.ts';
import { discordSettings, type DiscordSettings, type StoredDiscord } from '../chat/discord/settings.ts';
import type { Health, Platform } from '../chat/platform.ts';
import type { Sql } from '../db/client.ts';
import { roomLost } from '../domain/rooms/room-lost.ts';
import { sayIn, type TextKey, type TextParams } from '../texts/say.ts';
import { askAgainMs, catchingUp, followSettings, worse, type Connection, type PlatformParts } from './follow-settings.ts';
import { listenerFor } from './listener.ts';
import { askWhenDue, watched, watchOutage } from './outages.ts';

export interface DiscordParts extends PlatformParts {
  /** A pool of one connection, whose session says which replica holds the gateway. */
  connectAlone(): Sql;
  /** Discord refuses something for good. @param channel which one, where it is about one */
  tellAdmins(fault: Error, channel?: string): Promise<void>;
}
export interface DiscordLink {
  /** The channel of teams that have none of their own. */
  defaultChannel(): string | undefined;
  /** What keeps us from posting in a channel, or from giving a role; undefined when nothing is known to. */
  checkChannel(id: string): Promise<Amiss | undefined>;
  checkRole(id: string): Promise<Amiss | undefined>;
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
  return { defaultChannel: () => link()?.settings.defaultChannel, checkChannel: (id) => over((discord) => checkChannel(discord, id)), checkRole: (id) => over((discord) => checkRole(discord, id)), stop: following.stop };
}

function openDiscord({ ctx, calm, connectAlone, dispatch, commands, language, timeZone, recognise, tellAdmins }: DiscordParts, settings: DiscordSettings): Connection<DiscordSettings> & { discord: Discord; inbound: Inbound } {
  const { log } = ctx;
  const reader = { language, timeZone };
  const say = sayIn(language, timeZone);
  const missed = catchingUp(calm, 'discord');
  const outage = watchOutage(calm, 'discord');
  const discord = watched(discordRest({ settings, sql: ctx.sql, turns: calm.sql, log, say, recovered: missed.soon }), outage);
  const people = discordPeople({ ctx });
  const own = connectAlone();
  const inbound = startInbound({
    discord, own, sql: ctx.sql, log, dispatch, people, commands, contextFor: listenerFor(ctx, reader), ...reader, recognise,
    hooks: hooksOf({ discord, ctx: calm, commands, tellAdmins, missed: missed.soon }),
  });
  const health = (): Health => worse(discord.health(), inbound.health());
  const platformOver = ({ sql }: Context): Platform => ({ ...discordPlatform({ discord, sql, log, say, discordIdsOf: people.discordIdsOf }), health });
  // Who we are there is needed soon; that Discord is away now is no reason not to start.
  discord.me().catch(() => undefined);
  const asking = setInterval(() => void askWhenDue(discord, outage, () => askAgain(discord)), askAgainMs).unref();
  return {
    settings, discord, inbound, paging: platformOver(ctx), posting: platformOver(calm),
    async stop() {
      clearInterval(asking);
      missed.stop();
      await inbound.stop();
      await own.end({ timeout: 1 });
    },
  };
}

const askAgain = (discord: Discord): Promise<unknown> => discord.call('GET', `/guilds/${discord.settings.guildId}`, { lane: 'chores' }).catch(() => undefined);

/** What is done when something happens in the server besides interactions. */
function hooksOf({ discord, ctx, commands, tellAdmins, missed }: { discord: Discord; ctx: Context; commands: Commands; tellAdmins: DiscordParts['tellAdmins']; missed(): void }): Omit<GatewayHooks, 'interaction'> {
  const { log } = ctx;
  const quietly = (what: string, work: () => Promise<unknown>): void => void work().catch((error: unknown) => log.warn({ err: error }, what));
  const register = async (): Promise<void> => {
    const n = await registerCommands({ discord, sql: ctx.sql, commands }, { always: false });
    if (n !== undefined) log.info({ commands: n }, 'the commands were registered in Discord');
  };
  const invite = async (): Promise<void> => {
    log.warn({ link: inviteLink({ applicationId: await applicationOf(discord), guildId: discord.settings.guildId }) }, 'the bot is not in the Discord server; this link invites it');
  };
  return {
    ready(isThere) {
      // What happened before was not told: cards and rooms are looked at again.
      missed();
      quietly('the commands could not be registered in Discord', isThere ? register : invite);
    },
    guild(isThere) {
      quietly('the commands could not be registered in Discord', isThere ? register : async () => { await forgetCommands({ discord, sql: ctx.sql }); await invite(); });
      if (isThere) missed();
    },
    channelGone: (id) => quietly('a deleted channel could not be noted', async () => {
      if (await roomLost(ctx, 'discord', id)) return;
      const [team] = await ctx.sql`select 1 from teams where discord_channel_id = ${id} limit 1`;
      if (team !== undefined) await tellAdmins(new DiscordFault(`POST /channels/${id}/messages`, '10003'), id);
    }),
    refused: (fault) => quietly('administrators could not be told', () => tellAdmins(fault)),
  };
}
