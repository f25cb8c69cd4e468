import type { Json, SlackChannel, Workspace } from '../state.ts';

/** A conversation as the Web API shows it to the bot. */
export function channelJson(world: Workspace, it: SlackChannel): Json {
  const named = { creator: it.creator, is_general: false, name: it.name, name_normalized: it.name };
  return {
    id: it.id, created: it.created, updated: it.created * 1000, context_team_id: world.teamId,
    is_channel: it.kind === 'public', is_group: it.kind === 'private', is_im: it.kind === 'im', is_mpim: it.kind === 'mpim', is_private: it.kind !== 'public',
    is_archived: it.isArchived, is_shared: it.isShared, is_ext_shared: it.isShared, is_org_shared: false, is_member: it.members.has(world.botUser),
    ...(it.kind === 'im' ? { user: it.other, is_open: true } : named),
    topic: { value: it.topic, creator: '', last_set: 0 }, purpose: { value: it.purpose, creator: '', last_set: 0 }, num_members: it.members.size,
  };
}
