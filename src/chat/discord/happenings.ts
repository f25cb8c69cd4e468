import type { Context } from '../../context.ts';
import { roomDeleted, roomLost } from '../../domain/rooms/room-lost.ts';
import { tryAgain } from '../again.ts';
import type { Commands } from '../commands.ts';
import { forgetRefusals } from '../posted/catch-up.ts';
import { DiscordFault } from './faults.ts';
import type { GatewayHooks } from './gateway.ts';
import { inviteLink } from './invite.ts';
import { lookForLost } from './look-for-lost.ts';
import { applicationOf, forgetCommands, keepDirectCommands, registerCommands } from './register.ts';
import type { Discord } from './rest.ts';
import { roleGone } from './role-gone.ts';

export interface HappeningParts {
  discord: Discord;
  ctx: Context;
  commands: Commands;
  /** Something that an administrator has to mend. @param about which channel or role, where it is about one */
  tellAdmins(fault: Error, about?: string): Promise<void>;
  /** What was not told meanwhile, or could not be done, is made up for. */
  missed(): void;
  /** What we may do in the server is looked at again. */
  changed(): void;
}

/** What is done when something happens in the server besides interactions. */
export function discordHooks(parts: HappeningParts): Omit<GatewayHooks, 'interaction'> {
  const { discord, ctx, commands, tellAdmins, missed, changed } = parts;
  const { log } = ctx;
  const { guildId } = discord.settings;
  const quietly = (what: string, work: () => Promise<unknown>): void => void work().catch((error: unknown) => log.warn({ err: error }, what));
  // A new session and its server are told within a moment: whoever comes second finds that nothing changed.
  const registering = oneByOne();
  const register = (): Promise<void> => registering(async () => {
    const n = await tryAgain(() => registerCommands({ discord, sql: ctx.sql, commands }, { always: false }));
    if (n !== undefined) log.info({ commands: n }, 'the commands were registered in Discord');
    await tryAgain(() => keepDirectCommands({ discord, sql: ctx.sql, commands })).catch((error: unknown) => log.warn({ err: error }, 'the commands for direct messages could not be registered in Discord'));
  });
  const invite = async (): Promise<void> => {
    log.warn({ link: inviteLink({ applicationId: await applicationOf(discord), guildId }) }, 'the bot is not in the Discord server; this link invites it');
  };
  const channelGone = async (id: string): Promise<void> => {
    if (await roomLost(ctx, 'discord', id)) return;
    await roomDeleted(ctx, 'discord', id);
    const [team] = await ctx.sql`select 1 from teams where discord_channel_id = ${id} limit 1`;
    if (team !== undefined || id === discord.settings.defaultChannel) await tellAdmins(new DiscordFault(`POST /channels/${id}/messages`, '10003'), id);
  };
  const gone = (id: string): Promise<void> => roleGone(parts, id);
  const isOut = async (): Promise<void> => {
    // Asked at once, Discord says so, and from then on health does.
    await discord.call('GET', `/guilds/${guildId}`, { lane: 'chores' }).catch((error: unknown) => { if (!(error instanceof DiscordFault)) throw error; });
    await tellAdmins(new DiscordFault('gateway', 'not_in_guild', { guildId }), guildId);
    await forgetCommands({ discord, sql: ctx.sql });
    await invite();
  };
  return {
    ready(isThere) {
      // What happened before was not told: cards and rooms are looked at again.
      missed();
      quietly('the commands could not be registered in Discord', isThere ? register : invite);
    },
    guild(isThere) {
      changed();
      if (!isThere) return quietly('that the bot was put out of the Discord server could not be noted', isOut);
      quietly('the commands could not be registered in Discord', register);
      quietly('what was deleted in Discord could not be looked for', () => lookForLost(parts, { channelGone, roleGone: gone }));
      missed();
    },
    elsewhere: changed,
    channelGone: (id) => quietly('a deleted channel could not be noted', () => channelGone(id)),
    // What it refused is tried again.
    channelChanged: (id) => quietly('a changed channel could not be noted', () => forgetRefusals(ctx, 'discord', id)),
    rolesChanged(id) {
      changed();
      if (id !== undefined) quietly('a deleted role could not be noted', () => gone(id));
      // Roles that could not be given, and cards that were refused, are tried again.
      else missed();
    },
    refused: (fault) => quietly('administrators could not be told', () => tellAdmins(fault)),
  };
}

/** Work that is done one after the other, whatever became of the last. */
function oneByOne(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
