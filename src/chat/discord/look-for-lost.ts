import type { Context } from '../../context.ts';
import { setting } from '../../domain/settings/setting.ts';
import { DiscordFault } from './faults.ts';
import { channelsThere } from './guild.ts';
import type { Discord } from './rest.ts';

export interface Lost { channelGone(id: string): Promise<void>; roleGone(id: string): Promise<void> }

/** What was deleted in the server while nobody listened: rooms, teams' channels, and roles that IMAS uses. @throws DiscordFault */
export async function lookForLost({ discord, ctx }: { discord: Discord; ctx: Context }, { channelGone, roleGone }: Lost): Promise<void> {
  const there = new Set((await channelsThere(discord, 'chores')).map(({ id }) => id));
  const places = await ctx.sql<{ id: string }[]>`
    select place_id as id from rooms where platform = 'discord' and archived_at is null and lost_at is null and closing_at is null
    union select discord_channel_id from teams where discord_channel_id is not null`;
  // A thread stands not in the list, nor what we may not see: only what Discord says is gone is gone.
  for (const { id } of places) if (!there.has(id) && await isGone(discord, id)) await channelGone(id);
  const roles = new Set((await discord.call<{ id: string }[]>('GET', `/guilds/${discord.settings.guildId}/roles`, { lane: 'chores' })).map(({ id }) => id));
  const lent = (await setting(ctx, 'discord_role_groups')).map((pair) => pair.split('=')[0]!);
  const given = await ctx.sql<{ id: string }[]>`select distinct discord_role_id as id from teams where discord_role_id is not null`;
  for (const id of new Set([...lent, ...discord.settings.staffRoles, ...given.map((one) => one.id)])) if (!roles.has(id)) await roleGone(id);
}

async function isGone(discord: Discord, id: string): Promise<boolean> {
  try {
    await discord.call('GET', `/channels/${id}`, { lane: 'chores' });
    return false;
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.retry) throw error;
    return error.gone;
  }
}
