import { type Changes, changes } from '../changes.ts';
import { newSecret, newToken, snowflakes } from './ids.ts';
import { EVERYBODY } from './permissions.ts';

export type Json = Record<string, unknown>;
/** A bit set, as Discord writes it: digits in a text. Nothing there is 0. */
export const bitsIn = (value: unknown): bigint => (typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n);
/** A text, or a number as one; anything else is none. */
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
export interface DiscordUser { id: string; name: string; isBot: boolean; locale: string; /** Their privacy setting: direct messages from members of the server. */ takesDirect: boolean }
export interface DiscordRole { id: string; name: string; permissions: bigint; position: number; isManaged: boolean; isMentionable: boolean }
export interface DiscordMember { user: DiscordUser; nick: string | undefined; roles: Set<string>; joinedAt: number }
export interface DiscordGuild { id: string; name: string; ownerId: string; locale: string; roles: Map<string, DiscordRole>; members: Map<string, DiscordMember> }
export interface Overwrite { id: string; type: 0 | 1; allow: bigint; deny: bigint }
export interface Thread { ownerId: string; isPrivate: boolean; isArchived: boolean; isLocked: boolean; archivesAfter: number; members: Set<string> }
export interface DiscordChannel {
  id: string; guildId: string | undefined; type: number; name: string; topic: string | undefined; parentId: string | undefined; position: number;
  overwrites: Overwrite[];
  /** The other person of a direct conversation. */
  other: string | undefined;
  thread: Thread | undefined;
  /** When each message was pinned, in ms. */
  pins: Map<string, number>;
}
export interface Attachment { id: string; name: string; /** What it shows, for those who cannot see it. */ description: string; type: string; content: Buffer }
export interface DiscordMessage {
  id: string; channelId: string; authorId: string; type: number; content: string; embeds: Json[]; components: Json[]; flags: number;
  nonce: string | undefined; attachments: Attachment[]; reference: string | undefined;
  /** Whom the mentions of its first version reached: ids of users and roles, `everyone`, `here`. */
  pings: string[];
  /** Every version said whom it may mention. */
  hasAllowedMentions: boolean;
  /** What it said before each edit, oldest first. */
  edits: { content: string; embeds: Json[]; components: Json[] }[];
  /** Who reacted, by emoji. */
  reactions: Map<string, Set<string>>;
  deleted: boolean;
  /** Only this person sees it. */
  ephemeralFor: string | undefined;
  webhookId: string | undefined;
  interactionId: string | undefined;
}
export interface Interaction {
  id: string; token: string; type: 2 | 3 | 4 | 5; at: number; userId: string; guildId: string | undefined; channelId: string;
  /** What the person did, in words. */
  what: string;
  /** The message whose component it was, or from whose component the form came. */
  messageId: string | undefined;
  /** Type of the first answer. */
  acknowledged: number | undefined;
  /** What `@original` means. */
  original: DiscordMessage | undefined;
  /** Messages that answer it, the first answer first. */
  answers: DiscordMessage[];
  form: OpenForm | undefined;
  choices: Json[] | undefined;
  /** As it was told to the app. */
  payload: Json;
}
/** A modal on somebody's screen. */
export interface OpenForm { userId: string; modal: Json; channelId: string; guildId: string | undefined; messageId: string | undefined; isOpen: boolean }
export interface Command extends Json { id: string; name: string; type: number; version: string }
export interface Webhook { id: string; token: string; channelId: string; name: string }

/** All there is: guilds, channels, one application with its bot. Everything anybody said or changed stays here. */
export interface World {
  applicationId: string; botId: string; token: string; isTokenValid: boolean;
  users: Map<string, DiscordUser>;
  guilds: Map<string, DiscordGuild>;
  channels: Map<string, DiscordChannel>;
  /** In the order they came, ephemeral and deleted ones included. */
  messages: DiscordMessage[];
  interactions: Map<string, Interaction>;
  forms: OpenForm[];
  /** Registered ones by guild id, or `global`. */
  commands: Map<string, Command[]>;
  webhooks: Map<string, Webhook>;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  newId: () => string;
  /** The fake's clock in ms: runs with the real one, and can be put forward. */
  now: () => number;
  passed: { ms: number };
  /** Tells the gateway's sessions what happened. */
  happened: (event: string, data: Json) => void;
  changes: Changes;
}

/** No guild, no channel; the application and its bot with a random token. */
export function aWorld(): World {
  const passed = { ms: 0 };
  const now = () => Date.now() + passed.ms;
  const newId = snowflakes(now);
  const applicationId = newId();
  const botId = applicationId;
  const bot: DiscordUser = { id: botId, name: 'imas', isBot: true, locale: 'en-US', takesDirect: false };
  return {
    applicationId, botId, token: newToken(botId), isTokenValid: true, users: new Map([[botId, bot]]), guilds: new Map(), channels: new Map(), messages: [], interactions: new Map(), forms: [],
    commands: new Map(), webhooks: new Map(), origin: '', newId, now, passed, happened: () => undefined, changes: changes(),
  };
}

/** A guild with the bot in it, whose own role has these permissions; it belongs to somebody nobody plays. */
export function newGuild(world: World, name: string, botPermissions: bigint): DiscordGuild {
  const owner: DiscordUser = { id: world.newId(), name: `owner-${newSecret().slice(0, 4)}`, isBot: false, locale: 'en-US', takesDirect: true };
  world.users.set(owner.id, owner);
  const id = world.newId();
  const botRole: DiscordRole = { id: world.newId(), name: 'imas', permissions: botPermissions, position: BOT_POSITION, isManaged: true, isMentionable: false };
  const member = (user: DiscordUser, roles: string[]): DiscordMember => ({ user, nick: undefined, roles: new Set(roles), joinedAt: world.now() });
  const guild: DiscordGuild = {
    id, name, ownerId: owner.id, locale: 'en-US',
    roles: new Map([[id, { id, name: '@everyone', permissions: EVERYBODY, position: 0, isManaged: false, isMentionable: false }], [botRole.id, botRole]]),
    members: new Map([[owner.id, member(owner, [])], [world.botId, member(world.users.get(world.botId)!, [botRole.id])]]),
  };
  world.guilds.set(id, guild);
  return guild;
}

/** Other roles stand below the bot's, so that it can give them, unless said otherwise. */
export const BOT_POSITION = 100;
