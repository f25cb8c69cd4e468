import { refuse } from './refusal.ts';
import type { SlackChannel, Workspace } from './state.ts';

/** Everything a bot token can be granted that some method or event here asks for. */
export const ALL_SCOPES: readonly string[] = [
  'app_mentions:read', 'bookmarks:read', 'bookmarks:write', 'channels:history', 'channels:join', 'channels:manage', 'channels:read',
  'chat:write', 'chat:write.public', 'commands', 'dnd:read', 'files:read', 'files:write', 'groups:history', 'groups:read', 'groups:write',
  'im:history', 'im:read', 'im:write', 'mpim:history', 'mpim:read', 'mpim:write', 'pins:read', 'pins:write', 'reactions:read', 'reactions:write',
  'team:read', 'usergroups:read', 'usergroups:write', 'users:read', 'users:read.email',
];

const FAMILY = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

/** Refuses with what is missing, when none of the `needed` was granted. */
export function demand(world: Workspace, ...needed: string[]): void {
  if (needed.some((scope) => world.scopes.has(scope))) return;
  refuse('missing_scope', { needed: needed.join(','), provided: [...world.scopes].join(',') });
}

/** `channels:read`, `groups:write`, … by the kind of conversation. */
export function demandFor(world: Workspace, kind: SlackChannel['kind'], what: 'read' | 'history' | 'write'): void {
  demand(world, kind === 'public' && what === 'write' ? 'channels:manage' : `${FAMILY[kind]}:${what}`);
}
