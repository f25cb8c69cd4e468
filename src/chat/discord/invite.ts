import { bitsOf, type PermissionName } from './permissions.ts';

/** What the bot needs in the server, and nothing else. */
export const neededPermissions = [
  'ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory',
  // War rooms, who sees them, and the role of whoever is on call.
  'ManageChannels', 'ManageRoles', 'PinMessages',
  // Rooms that spill over when the server has all its channels.
  'ManageThreads', 'CreatePublicThreads', 'CreatePrivateThreads', 'SendMessagesInThreads',
] as const satisfies readonly PermissionName[];

/** Where an administrator of the server adds the bot, with its slash commands. */
export const inviteLink = ({ applicationId, guildId }: { applicationId: string; guildId: string }): string =>
  `https://discord.com/oauth2/authorize?${new URLSearchParams({ client_id: applicationId, scope: 'bot applications.commands', permissions: bitsOf(...neededPermissions), guild_id: guildId, disable_guild_select: 'true' }).toString()}`;
