import type { Context } from '../../context.ts';
import { noteGroupFault } from '../../domain/oncall/group-faults.ts';
import { setting } from '../../domain/settings/setting.ts';
import { DiscordFault } from './faults.ts';
import type { Discord } from './rest.ts';

/** A role was deleted: administrators are told where IMAS uses it, for whoever is on call, for a group, or for who sees rooms. */
export async function roleGone({ discord, ctx, tellAdmins }: { discord: Discord; ctx: Context; tellAdmins(fault: Error, about: string): Promise<void> }, id: string): Promise<void> {
  const fault = (code: string): DiscordFault => new DiscordFault(`GET /guilds/${discord.settings.guildId}/roles`, code, { about: { role: id } });
  const gone = fault('10011');
  const teams = await ctx.sql<{ id: string }[]>`select id from teams where discord_role_id = ${id}`;
  const news = await Promise.all(teams.map((team) => noteGroupFault(ctx, { teamId: team.id, platform: 'discord', groupId: id, code: gone.code, said: gone })));
  if (news.includes(true)) await tellAdmins(gone, id);
  if ((await setting(ctx, 'discord_role_groups')).some((pair) => pair.startsWith(`${id}=`))) await tellAdmins(fault('role_lent'), id);
  if (discord.settings.staffRoles.includes(id)) await tellAdmins(fault('role_staff'), id);
}
