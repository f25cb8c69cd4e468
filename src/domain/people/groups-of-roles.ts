import type { Context } from '../../context.ts';
import { setting } from '../settings/setting.ts';

/** The groups that somebody's Discord roles stand for (setting discord_role_groups). @param roles ids of their roles in the server */
export async function groupsOfRoles(ctx: Context, roles: readonly string[]): Promise<string[]> {
  if (roles.length === 0) return [];
  const pairs = (await setting(ctx, 'discord_role_groups')).map((pair) => pair.split('=') as [role: string, group: string]);
  return [...new Set(pairs.filter(([role]) => roles.includes(role)).map(([, group]) => group))];
}

/** Does any role in Discord stand for a group? */
export const doRolesLend = async (ctx: Context): Promise<boolean> => (await setting(ctx, 'discord_role_groups')).length > 0;
