import { list, truth } from '../arguments.ts';
import { joinedChannelOf } from '../find.ts';
import { Refusal, refuse } from '../refusal.ts';
import { demandFor } from '../scopes.ts';
import type { Json, SlackChannel, Workspace } from '../state.ts';
import { channelJson } from './conversation.ts';
import type { Methods } from './method.ts';

function refusalFor(world: Workspace, channel: SlackChannel, id: string): string | undefined {
  const user = world.users.get(id);
  if (id === world.botUser) return 'cant_invite_self';
  if (!user) return 'user_not_found';
  if (user.deleted) return 'cant_invite';
  if (user.teamId !== world.teamId) return 'org_user_not_in_team';
  return channel.members.has(id) ? 'already_in_channel' : undefined;
}

export const invite: Methods = {
  'conversations.invite'(world, args) {
    const channel = joinedChannelOf(world, args);
    if (channel.kind === 'im' || channel.kind === 'mpim') refuse('method_not_supported_for_channel_type');
    demandFor(world, channel.kind, 'write');
    const users = list(args, 'users');
    if (users.length === 0) refuse('no_user');
    if (users.length > 100) refuse('too_many_users');
    const errors: Json[] = users.flatMap((user) => {
      const error = refusalFor(world, channel, user);
      return error === undefined ? [] : [{ user, ok: false, error }];
    });
    // One bad user spoils the whole call, unless `force` asks for the rest.
    if (errors.length > 0 && !(truth(args, 'force') && errors.length < users.length)) throw new Refusal(String(errors[0]!['error']), { errors });
    const refused = new Set(errors.map((it) => it['user']));
    for (const user of users.filter((it) => !refused.has(it))) {
      channel.members.add(user);
      world.happened({ type: 'member_joined_channel', user, channel: channel.id, channel_type: 'C', team: world.teamId, inviter: world.botUser, event_ts: world.nextTs() }, channel);
    }
    world.changes.changed();
    return { channel: channelJson(world, channel), ...(errors.length > 0 && { errors }) };
  },
};
