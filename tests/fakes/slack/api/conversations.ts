import { list, needed, optional, truth } from '../arguments.ts';
import { checkName, newChannel } from '../channels.ts';
import { channelOf, directWith, joinedChannelOf, liveChannelOf, userOf } from '../find.ts';
import { page } from '../paging.ts';
import { refuse } from '../refusal.ts';
import { demand, demandFor } from '../scopes.ts';
import type { Json, SlackChannel, Workspace } from '../state.ts';
import { channelJson } from './conversation.ts';
import type { Methods } from './method.ts';

const MOST_TEXT = 250;

function named(channel: SlackChannel): SlackChannel {
  return channel.kind === 'im' || channel.kind === 'mpim' ? refuse('method_not_supported_for_channel_type') : channel;
}
function shown(world: Workspace, channel: SlackChannel): Json {
  world.changes.changed();
  return { channel: channelJson(world, channel) };
}
function setText(world: Workspace, args: Json, what: 'topic' | 'purpose'): Json {
  const channel = joinedChannelOf(world, args);
  demandFor(world, channel.kind, 'write');
  const text = optional(args, what) ?? '';
  if (text.length > MOST_TEXT) refuse('too_long');
  channel[what] = text;
  return shown(world, channel);
}
/** Ids of conversations of the wanted `types` that the bot may see. */
export function visible(world: Workspace, args: Json): SlackChannel[] {
  const types = list(args, 'types');
  const kinds = (types.length === 0 ? ['public_channel'] : types).map((type) => KINDS[type] ?? refuse('invalid_types'));
  for (const kind of kinds) demandFor(world, kind, 'read');
  const wanted = [...world.channels.values()].filter((it) => kinds.includes(it.kind) && (it.kind === 'public' || it.members.has(world.botUser)));
  return truth(args, 'exclude_archived') ? wanted.filter((it) => !it.isArchived) : wanted;
}
const KINDS: Record<string, SlackChannel['kind']> = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: 'mpim' };

export const conversations: Methods = {
  'conversations.create'(world, args) {
    const kind = truth(args, 'is_private') ? 'private' : 'public';
    demandFor(world, kind, 'write');
    return shown(world, newChannel(world, { kind, name: checkName(world, optional(args, 'name')), members: [world.botUser] }));
  },
  'conversations.open'(world, args) {
    const users = list(args, 'users');
    if (users.length === 0) {
      const channel = channelOf(world, args);
      return channel.kind === 'im' || channel.kind === 'mpim' ? { channel: { id: channel.id } } : refuse('method_not_supported_for_channel_type');
    }
    const people = users.map((id) => userOf(world, id));
    demandFor(world, people.length > 1 ? 'mpim' : 'im', 'write');
    if (people.some((it) => it.deleted)) refuse('user_disabled');
    if (people.some((it) => it.id === world.botUser || it.isBot)) refuse('cannot_dm_bot');
    if (people.length > 8) refuse('too_many_users');
    const channel = people.length === 1 ? directWith(world, people[0]!.id, (it) => newChannel(world, it)) : newChannel(world, { kind: 'mpim', name: `mpdm-${people.length}`, members: [world.botUser, ...users] });
    return truth(args, 'return_im') ? shown(world, channel) : { channel: { id: channel.id } };
  },
  'conversations.info'(world, args) {
    const channel = channelOf(world, args);
    demandFor(world, channel.kind, 'read');
    return { channel: channelJson(world, channel) };
  },
  'conversations.list'(world, args) {
    const { items, ...rest } = page(visible(world, args), args);
    return { channels: items.map((it) => channelJson(world, it)), ...rest };
  },
  'conversations.members'(world, args) {
    const channel = channelOf(world, args);
    demandFor(world, channel.kind, 'read');
    const { items, ...rest } = page([...channel.members], args);
    return { members: items, ...rest };
  },
  'conversations.join'(world, args) {
    demand(world, 'channels:join');
    const channel = liveChannelOf(world, args);
    if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type');
    channel.members.add(world.botUser);
    return shown(world, channel);
  },
  'conversations.archive'(world, args) {
    const channel = named(channelOf(world, args));
    demandFor(world, channel.kind, 'write');
    if (channel.isArchived) refuse('already_archived');
    if (!channel.members.has(world.botUser)) refuse('not_in_channel');
    channel.isArchived = true;
    world.happened({ type: channel.kind === 'public' ? 'channel_archive' : 'group_archive', channel: channel.id, user: world.botUser, event_ts: world.nextTs() }, channel);
    world.changes.changed();
    return {};
  },
  // Bots cannot: seen in practice, whatever the method's page says.
  'conversations.unarchive'(world, args) {
    const channel = named(channelOf(world, args));
    demandFor(world, channel.kind, 'write');
    return refuse(channel.isArchived ? 'not_in_channel' : 'not_archived');
  },
  'conversations.rename'(world, args) {
    const channel = named(joinedChannelOf(world, args));
    demandFor(world, channel.kind, 'write');
    if (channel.creator !== world.botUser) refuse('not_authorized');
    channel.name = checkName(world, optional(args, 'name'));
    return shown(world, channel);
  },
  'conversations.setTopic': (world, args) => setText(world, args, 'topic'),
  'conversations.setPurpose': (world, args) => setText(world, args, 'purpose'),
  'conversations.kick'(world, args) {
    const channel = named(joinedChannelOf(world, args));
    demandFor(world, channel.kind, 'write');
    const user = userOf(world, needed(args, 'user', 'user_not_found'));
    if (user.id === world.botUser) refuse('cant_kick_self');
    if (!channel.members.delete(user.id)) refuse('not_in_channel');
    world.changes.changed();
    return {};
  },
};
