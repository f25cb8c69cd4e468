import { PermissionFlagsBits } from 'discord.js';
import { refuse } from './refusal.ts';
import type { DiscordChannel, DiscordGuild, World } from './state.ts';

export type Permission = keyof typeof PermissionFlagsBits;

/** The bits of these permissions together. */
export const bits = (...names: readonly Permission[]): bigint => names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
const ALL = bits(...(Object.keys(PermissionFlagsBits) as Permission[]));
const NEEDS_SENDING = bits('MentionEveryone', 'SendTTSMessages', 'AttachFiles', 'EmbedLinks');

/** What everybody may in a new server; @everyone may be mentioned by all there. */
export const EVERYBODY = bits('ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles', 'AddReactions', 'ReadMessageHistory', 'MentionEveryone', 'UseApplicationCommands', 'CreatePublicThreads', 'CreatePrivateThreads', 'CreateInstantInvite', 'ChangeNickname');

/** Permissions in the guild as a whole, from all roles; none for who is not in it. */
export function guildPermissions(guild: DiscordGuild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL;
  const sum = [guild.id, ...member.roles].reduce((all, role) => all | (guild.roles.get(role)?.permissions ?? 0n), 0n);
  return (sum & bits('Administrator')) === 0n ? sum : ALL;
}

/** Permissions in a channel, as topics/permissions computes them, with what is implied by not seeing and not writing. */
export function permissionsIn(world: World, channel: DiscordChannel, userId: string): bigint {
  const guild = world.guilds.get(channel.guildId ?? '');
  if (!guild) return channel.other === userId || userId === world.botId ? bits('ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'AddReactions', 'ReadMessageHistory', 'PinMessages', 'UseApplicationCommands') : 0n;
  const base = guildPermissions(guild, userId);
  if (base === ALL || base === 0n) return base;
  const { thread } = channel;
  const place = thread ? world.channels.get(channel.parentId ?? '') ?? channel : channel;
  const over = (ids: readonly string[], permissions: bigint): bigint => {
    const found = place.overwrites.filter((it) => ids.includes(it.id));
    return (permissions & ~found.reduce((sum, it) => sum | it.deny, 0n)) | found.reduce((sum, it) => sum | it.allow, 0n);
  };
  const roles = [...guild.members.get(userId)!.roles];
  const allowed = over([userId], over(roles, over([guild.id], base)));
  const isHidden = thread?.isPrivate === true && !thread.members.has(userId) && !has(allowed, 'ManageThreads');
  if (!has(allowed, 'ViewChannel') || isHidden) return 0n;
  const inThread = thread ? (has(allowed, 'SendMessagesInThreads') ? allowed | bits('SendMessages') : allowed & ~bits('SendMessages')) : allowed;
  return has(inThread, 'SendMessages') ? inThread : inThread & ~NEEDS_SENDING;
}

export const has = (permissions: bigint, ...names: readonly Permission[]): boolean => (permissions & bits(...names)) === bits(...names);
export const sees = (world: World, channel: DiscordChannel, userId: string): boolean => has(permissionsIn(world, channel, userId), 'ViewChannel');

/** The bot must have these in the channel, and see it at all. */
export function demand(world: World, channel: DiscordChannel, ...names: readonly Permission[]): void {
  const granted = permissionsIn(world, channel, world.botId);
  if (!has(granted, 'ViewChannel')) refuse(50_001);
  if (!has(granted, ...names)) refuse(50_013);
}
/** The bot must have these in the guild as a whole. */
export function demandInGuild(world: World, guild: DiscordGuild, ...names: readonly Permission[]): void {
  if (!has(guildPermissions(guild, world.botId), ...names)) refuse(50_013);
}
