import type { Lane } from '../platform-fault.ts';
import type { Channel, Overwrite } from './guild.ts';
import { permissions, type PermissionName } from './permissions.ts';
import type { Discord } from './rest.ts';

export interface Role { id: string; name: string; permissions: string; position: number; managed?: boolean }
/** What we are in the server: which roles there are, which of them are ours, and what they let us do. */
export interface Standing { botUserId: string; roles: readonly Role[]; ours: readonly Role[]; granted: bigint }

const administrator = 1n << 3n;
const all = (1n << 64n) - 1n;

/** @throws DiscordFault */
export async function standingIn(discord: Pick<Discord, 'call' | 'me'>, lane: Lane = 'chores'): Promise<Standing> {
  const { guildId, botUserId } = await discord.me();
  const [roles, member] = await Promise.all([
    discord.call<Role[]>('GET', `/guilds/${guildId}/roles`, { lane }), discord.call<{ roles: string[] }>('GET', `/guilds/${guildId}/members/${botUserId}`, { lane }),
  ]);
  return { botUserId, roles, ...grantedBy(roles, member.roles, guildId) };
}

/** What a member's roles let them do in the server as a whole. The role of everybody has the server's own id. */
export function grantedBy<R extends Pick<Role, 'id' | 'permissions'>>(roles: readonly R[], memberRoles: readonly string[], guildId: string): { ours: R[]; granted: bigint } {
  const ours = roles.filter(({ id }) => id === guildId || memberRoles.includes(id));
  const granted = ours.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  return { ours, granted: (granted & administrator) === 0n ? granted : all };
}

/** Which of these are not among them. */
export const lacking = (granted: bigint, needed: readonly PermissionName[]): PermissionName[] => needed.filter((name) => (granted & permissions[name]) === 0n);

/** What we may do in a channel: its overwrites for everybody, then for our roles, then for ourselves (topics/permissions, "Permission Overwrites"). */
export function grantedIn({ granted, ours, botUserId }: Standing, { permission_overwrites: overwrites = [] }: Pick<Channel, 'permission_overwrites'>, guildId: string): bigint {
  if (granted === all) return all;
  const after = (sum: bigint, ids: readonly string[]): bigint => {
    const own = overwrites.filter(({ id }) => ids.includes(id));
    return (sum & ~own.reduce((bits, { deny }) => bits | BigInt(deny), 0n)) | own.reduce((bits, { allow }) => bits | BigInt(allow), 0n);
  };
  const roleIds = ours.map(({ id }) => id).filter((id) => id !== guildId);
  return [[guildId], roleIds, [botUserId]].reduce(after, granted);
}

/**
 * An overwrite without what we may not give: for the sake of one permission that we lack ourselves Discord refuses it as a whole, and
 * Manage Roles from everybody but administrators. That somebody does not see a place is never left out.
 */
export function givable({ granted }: Pick<Standing, 'granted'>, { allow, deny, ...about }: Overwrite): Overwrite {
  const may = granted === all ? all : granted & ~permissions.ManageRoles;
  return { ...about, allow: (BigInt(allow) & may).toString(), deny: (BigInt(deny) & (may | permissions.ViewChannel)).toString() };
}
