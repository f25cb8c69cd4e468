import { changes, type Changes } from '../changes.ts';
import { newId, newSecret, timestamps } from './ids.ts';
import { ALL_SCOPES } from './scopes.ts';

export type Json = Record<string, unknown>;
export interface SlackUser {
  id: string; name: string; realName: string; email: string | undefined;
  isGuest: boolean; isBot: boolean; deleted: boolean; isAdmin: boolean; teamId: string; tz: string; locale: string;
  /** Do not disturb until (ms), by snooze. */
  quietUntil: number | undefined;
}
export interface SlackMessage {
  channel: string; ts: string; user: string; botId: string | undefined;
  text: string; blocks: Json[]; metadata: Json | undefined; threadTs: string | undefined;
  /** What it said before each edit, oldest first. */
  edits: { text: string; blocks: Json[] }[];
  reactions: Map<string, Set<string>>;
  deleted: boolean;
  /** Set for what only one person sees. */
  ephemeral: { user: string; via: 'ack' | 'response_url' | 'postEphemeral' } | undefined;
}
export interface SlackChannel {
  id: string; name: string; kind: 'public' | 'private' | 'im' | 'mpim';
  /** The other person of a direct conversation. */
  other: string | undefined;
  members: Set<string>; creator: string; created: number;
  isArchived: boolean; isShared: boolean; topic: string; purpose: string;
  /** Timestamps of pinned messages. */
  pins: string[];
  bookmarks: { id: string; title: string; link: string; emoji: string | undefined }[];
}
export interface SlackView {
  id: string; user: string; hash: string; root: string; previous: string | undefined;
  /** As the app gave it, with ids where it gave none. */
  view: Json;
  open: boolean;
  /** Of the last submission, by block_id. */
  errors: Record<string, string>;
  /** What the person entered so far, by "block_id action_id". */
  filled: Record<string, Json>;
}
interface SlackGroup { id: string; handle: string; name: string; users: string[] }

/** One workspace with one app in it. Everything anybody said or changed stays here. */
export interface Workspace {
  teamId: string; teamName: string; domain: string; appId: string; botId: string; botUser: string;
  botToken: string; appToken: string; signingSecret: string;
  tokens: { bot: 'valid' | 'revoked'; app: 'valid' | 'revoked' };
  scopes: Set<string>;
  users: Map<string, SlackUser>;
  channels: Map<string, SlackChannel>;
  /** In the order they were posted, ephemerals and deleted ones included. */
  messages: SlackMessage[];
  views: Map<string, SlackView>;
  homes: Map<string, SlackView>;
  groups: Map<string, SlackGroup>;
  /** `state`: a file may stand in a message once somebody has seen that it is ready, a moment after its upload was completed. */
  files: Map<string, { name: string; content: Buffer; channel: string | undefined; state: 'begun' | 'completed' | 'ready' }>;
  triggers: Map<string, { user: string; at: number; used: boolean; from: string | undefined }>;
  nextTs: () => string;
  /** The fake's clock in ms: runs with the real one, and can be put forward. */
  now: () => number;
  passed: { ms: number };
  /** Tells the app what happened, wherever it came from. */
  happened: (event: Json, where?: SlackChannel) => void;
  changes: Changes;
}

/** An empty workspace with the app installed; random ids and secrets. */
export function aWorkspace(scopes: readonly string[] = ALL_SCOPES): Workspace {
  const teamId = newId('T');
  const bot = aUser(teamId, { name: 'imas', isBot: true });
  const passed = { ms: 0 };
  return {
    teamId, teamName: 'Example', domain: 'example', appId: newId('A'), botId: newId('B'), botUser: bot.id,
    botToken: newSecret('xoxb-'), appToken: newSecret('xapp-1-'), signingSecret: newSecret(),
    tokens: { bot: 'valid', app: 'valid' }, scopes: new Set(scopes),
    users: new Map([[bot.id, bot]]), channels: new Map(), messages: [], views: new Map(), homes: new Map(), groups: new Map(),
    files: new Map(), triggers: new Map(), nextTs: timestamps(), now: () => Date.now() + passed.ms, passed, happened: () => undefined, changes: changes(),
  };
}

export interface NewUser { name: string; email?: string; isGuest?: boolean; isBot?: boolean; isAdmin?: boolean; deleted?: boolean; stranger?: boolean; tz?: string; locale?: string }
/** A person as they would be here; `stranger` belongs to another workspace. */
export function aUser(teamId: string, it: NewUser): SlackUser {
  return {
    id: newId('U'), name: it.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.'), realName: it.name, email: it.email,
    isGuest: it.isGuest ?? false, isBot: it.isBot ?? false, deleted: it.deleted ?? false, isAdmin: it.isAdmin ?? false,
    teamId: it.stranger === true ? newId('T') : teamId, tz: it.tz ?? 'Europe/Paris', locale: it.locale ?? 'en-US', quietUntil: undefined,
  };
}
