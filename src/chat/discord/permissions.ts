/** Discord's bits of the permissions that we need or give (topics/permissions), and what Discord calls them. */
export const permissions = {
  ManageChannels: 1n << 4n, ViewChannel: 1n << 10n, SendMessages: 1n << 11n, EmbedLinks: 1n << 14n, AttachFiles: 1n << 15n, ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n, ManageRoles: 1n << 28n, CreatePublicThreads: 1n << 35n, CreatePrivateThreads: 1n << 36n, SendMessagesInThreads: 1n << 38n, ManageThreads: 1n << 34n, PinMessages: 1n << 51n,
} as const;
export type PermissionName = keyof typeof permissions;

/** Several as Discord writes them. */
export const bitsOf = (...names: readonly PermissionName[]): string => names.reduce((bits, name) => bits | permissions[name], 0n).toString();
/** What people of a room may do. */
export const inRoom = bitsOf('ViewChannel', 'SendMessages', 'ReadMessageHistory', 'EmbedLinks', 'AttachFiles', 'SendMessagesInThreads');
/** What stands for ourselves in a room's overwrites, since a private room shuts us out too; the rest our role has, and Manage Roles only administrators may give there. */
export const ours = bitsOf('ViewChannel', 'SendMessages', 'ReadMessageHistory', 'EmbedLinks', 'AttachFiles', 'PinMessages');

/** `View Channel`, as people find it in Discord's settings. */
export const words = (name: PermissionName): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
const table: readonly [route: RegExp, needed: readonly PermissionName[]][] = [
  [/^(PUT|DELETE) .*\/pins\//, ['ViewChannel', 'PinMessages']],
  [/^(PUT|DELETE) .*\/permissions\//, ['ManageRoles']],
  [/^(PUT|DELETE) .*\/roles\//, ['ManageRoles']],
  [/^POST \/guilds\/\d+\/channels/, ['ManageChannels', 'ManageRoles']],
  [/^POST .*\/threads$/, ['CreatePublicThreads', 'CreatePrivateThreads', 'SendMessagesInThreads']],
  [/^(PATCH|DELETE) \/channels\/\d+$/, ['ManageChannels', 'ManageThreads']],
  [/^GET .*\/messages/, ['ViewChannel', 'ReadMessageHistory']],
  [/^(POST|PATCH) .*\/messages/, ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles']],
];

/** Several, for whoever has to give them. */
export const wordsOf = (names: readonly PermissionName[]): string => names.map(words).join(', ');
/** What a call needs. @param route `POST /channels/1/messages` */
export const neededNames = (route: string): readonly PermissionName[] => table.find(([form]) => form.test(route))?.[1] ?? ['ViewChannel'];
/** The same, for whoever has to give it: `View Channel, Send Messages`. @param route `POST /channels/1/messages` */
export const neededFor = (route: string): string => wordsOf(neededNames(route));
