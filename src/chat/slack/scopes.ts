/** What of ours needs a scope: methods we call, events we hear, or a feature of the app. */
export interface Need { methods: readonly string[]; events: readonly string[]; feature?: 'slash commands' | 'e-mail addresses in profiles' | 'the mark by which a message of ours is found again' | 'public channels that the app is not in' }

const room = ['conversations.create', 'conversations.archive', 'conversations.invite', 'conversations.setTopic', 'conversations.setPurpose', 'conversations.rename'] as const;

/**
 * Every bot scope that IMAS asks for, and why (docs.slack.dev/reference/scopes). A scope is granted when the app is
 * installed: one that is added later needs the app to be reinstalled.
 */
export const needs: Readonly<Record<string, Need>> = {
  'app_mentions:read': { methods: [], events: ['app_mention'] },
  'bookmarks:write': { methods: ['bookmarks.add'], events: [] },
  'channels:history': { methods: ['conversations.history', 'conversations.replies'], events: ['message.channels'] },
  'channels:join': { methods: ['conversations.join'], events: [] },
  'channels:manage': { methods: room, events: [] },
  'channels:read': { methods: ['conversations.info', 'conversations.list'], events: ['channel_archive', 'channel_deleted', 'channel_left', 'channel_unarchive', 'member_joined_channel'] },
  'chat:write': { methods: ['chat.postMessage', 'chat.postEphemeral', 'chat.update'], events: [] },
  'chat:write.public': { methods: ['chat.postMessage'], events: [], feature: 'public channels that the app is not in' },
  commands: { methods: [], events: [], feature: 'slash commands' },
  'dnd:read': { methods: ['dnd.info'], events: [] },
  'files:read': { methods: ['files.info'], events: [] },
  'files:write': { methods: ['files.getUploadURLExternal', 'files.completeUploadExternal'], events: [] },
  'groups:history': { methods: ['conversations.history', 'conversations.replies'], events: ['message.groups'] },
  'groups:read': { methods: ['conversations.info', 'conversations.list'], events: ['group_archive', 'group_deleted', 'group_left', 'group_unarchive', 'member_joined_channel'] },
  'groups:write': { methods: room, events: [] },
  'im:history': { methods: ['conversations.history', 'conversations.replies'], events: ['message.im'] },
  'im:write': { methods: ['conversations.open'], events: [] },
  'metadata.message:read': { methods: ['conversations.history', 'conversations.replies'], events: [], feature: 'the mark by which a message of ours is found again' },
  'pins:write': { methods: ['pins.add'], events: [] },
  'reactions:read': { methods: [], events: ['reaction_added', 'reaction_removed'] },
  'reactions:write': { methods: ['reactions.add', 'reactions.remove'], events: [] },
  'usergroups:write': { methods: ['usergroups.users.update'], events: [] },
  'users:read': { methods: ['users.info'], events: [] },
  'users:read.email': { methods: ['users.lookupByEmail'], events: [], feature: 'e-mail addresses in profiles' },
};
/** Methods of ours that need a valid token and no scope. */
export const freeMethods: readonly string[] = ['apps.connections.open', 'auth.test', 'chat.getPermalink', 'views.open', 'views.publish', 'views.update'];
/** Events that Slack sends whatever the scopes. */
const free = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

/** The bot scopes, in Slack's order: by name. */
export const botScopes: readonly string[] = Object.keys(needs);
/** The events to subscribe to, by name. */
export const botEvents: readonly string[] = [...new Set([...free, ...Object.values(needs).flatMap(({ events }) => events)])].toSorted();

/**
 * Scopes that IMAS needs and the token lacks.
 * @param granted Slack's `x-oauth-scopes` header; undefined or empty when it was not said: then nothing is known to be missing
 */
export function missingScopes(granted: string | undefined): string[] {
  const given = new Set((granted ?? '').split(',').map((scope) => scope.trim()).filter((scope) => scope !== ''));
  return given.size === 0 ? [] : botScopes.filter((scope) => !given.has(scope));
}
