import { needed } from './arguments.ts';
import { refuse } from './refusal.ts';
import type { Json, SlackChannel, SlackMessage, SlackUser, Workspace } from './state.ts';

/** The conversation named by `channel`, if the bot may know of it at all. */
export function channelOf(world: Workspace, args: Json, name = 'channel'): SlackChannel {
  const channel = world.channels.get(needed(args, name, 'channel_not_found'));
  if (!channel || (channel.kind !== 'public' && !channel.members.has(world.botUser))) return refuse('channel_not_found');
  return channel;
}
export function liveChannelOf(world: Workspace, args: Json, name = 'channel'): SlackChannel {
  const channel = channelOf(world, args, name);
  if (channel.isArchived) refuse('is_archived');
  return channel;
}
/** …and the bot is in it. */
export function joinedChannelOf(world: Workspace, args: Json, name = 'channel'): SlackChannel {
  const channel = liveChannelOf(world, args, name);
  if (!channel.members.has(world.botUser)) refuse('not_in_channel');
  return channel;
}
export function userOf(world: Workspace, id: string): SlackUser {
  return world.users.get(id) ?? refuse('user_not_found');
}
/** Of a channel, in order of time, without what is deleted or private. */
export const postedIn = (world: Workspace, channel: string): SlackMessage[] => world.messages.filter((it) => it.channel === channel && !it.deleted && !it.ephemeral);

export function messageOf(world: Workspace, channel: SlackChannel, ts: string): SlackMessage {
  return postedIn(world, channel.id).find((it) => it.ts === ts) ?? refuse('message_not_found');
}
/** The direct conversation of the bot with somebody, opened when there is none. */
export function directWith(world: Workspace, user: string, newChannel: (it: { kind: 'im'; name: string; members: string[]; other: string }) => SlackChannel): SlackChannel {
  const existing = [...world.channels.values()].find((it) => it.kind === 'im' && it.other === user);
  return existing ?? newChannel({ kind: 'im', name: '', members: [user, world.botUser], other: user });
}
