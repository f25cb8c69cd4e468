import { DiscordFault } from './faults.ts';
import { lacking, standingIn } from './granted.ts';
import type { Discord } from './rest.ts';

/** What keeps us from giving a role, found out by looking; undefined when nothing does. @throws DiscordFault when Discord does not say */
export async function hindranceOf(discord: Discord, id: string): Promise<DiscordFault | undefined> {
  const { guildId } = discord.settings;
  const { roles, ours, granted } = await standingIn(discord);
  const role = roles.find((one) => one.id === id);
  const hindrance = (code: string): DiscordFault => new DiscordFault(`GET /guilds/${guildId}/roles`, code, { about: { role: role?.name ?? id } });
  if (role === undefined) return hindrance('10011');
  if (role.managed === true || id === guildId) return hindrance('role_managed');
  if (lacking(granted, ['ManageRoles']).length > 0) return hindrance('no_manage_roles');
  return role.position >= Math.max(...ours.map(({ position }) => position)) ? hindrance('role_higher') : undefined;
}

/** What keeps us from giving a role, in words; undefined when nothing is known to. Never throws. */
export async function checkRole(discord: Discord, id: string): Promise<Pick<DiscordFault, 'key' | 'params'> | undefined> {
  try {
    return await hindranceOf(discord, id);
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.retry || error.key === 'discord.refused') return undefined;
    return error;
  }
}
