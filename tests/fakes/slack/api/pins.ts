import { needed } from '../arguments.ts';
import { channelOf, messageOf, postedIn } from '../find.ts';
import { messageJson, pinnedItem, reactionsJson } from '../messages.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json, SlackChannel, Workspace } from '../state.ts';
import type { Methods } from './method.ts';

const MOST_PINS = 100;

function inside(world: Workspace, args: Json): SlackChannel {
  const channel = channelOf(world, args);
  return channel.members.has(world.botUser) ? channel : refuse('not_in_channel');
}
const named = (args: Json): string => needed(args, 'name', 'invalid_name').replaceAll(':', '');

/** Pins and reactions: what is stuck to a message. */
export const pins: Methods = {
  'pins.add'(world, args) {
    demand(world, 'pins:write');
    const channel = inside(world, args);
    if (channel.isArchived) refuse('is_archived');
    const message = messageOf(world, channel, needed(args, 'timestamp', 'no_item_specified'));
    const { ts } = message;
    if (channel.pins.includes(ts)) refuse('already_pinned');
    if (channel.pins.length >= MOST_PINS) refuse('too_many_pins');
    channel.pins.push(ts);
    world.happened({ type: 'pin_added', user: world.botUser, channel_id: channel.id, item: pinnedItem(message), event_ts: world.nextTs() }, channel);
    world.changes.changed();
    return {};
  },
  'pins.remove'(world, args) {
    demand(world, 'pins:write');
    const channel = inside(world, args);
    const message = messageOf(world, channel, needed(args, 'timestamp', 'no_item_specified'));
    const { ts } = message;
    if (!channel.pins.includes(ts)) refuse('no_pin');
    channel.pins = channel.pins.filter((it) => it !== ts);
    world.happened({ type: 'pin_removed', user: world.botUser, channel_id: channel.id, item: pinnedItem(message), event_ts: world.nextTs() }, channel);
    world.changes.changed();
    return {};
  },
  'pins.list'(world, args) {
    demand(world, 'pins:read');
    const channel = inside(world, args);
    const pinned = postedIn(world, channel.id).filter((it) => channel.pins.includes(it.ts));
    return { items: pinned.map((it) => ({ type: 'message', channel: channel.id, created: Math.floor(Number(it.ts)), message: messageJson(world, it) })) };
  },
  'reactions.add'(world, args) {
    demand(world, 'reactions:write');
    const channel = inside(world, args);
    if (channel.isArchived) refuse('is_archived');
    const message = messageOf(world, channel, needed(args, 'timestamp', 'no_item_specified'));
    const users = message.reactions.get(named(args)) ?? new Set<string>();
    if (users.has(world.botUser)) refuse('already_reacted');
    message.reactions.set(named(args), users.add(world.botUser));
    world.happened({ type: 'reaction_added', user: world.botUser, reaction: named(args), item_user: message.user, item: { type: 'message', channel: channel.id, ts: message.ts }, event_ts: world.nextTs() }, channel);
    world.changes.changed();
    return {};
  },
  'reactions.remove'(world, args) {
    demand(world, 'reactions:write');
    const message = messageOf(world, inside(world, args), needed(args, 'timestamp', 'no_item_specified'));
    const users = message.reactions.get(named(args));
    if (users?.delete(world.botUser) !== true) refuse('no_reaction');
    if (users?.size === 0) message.reactions.delete(named(args));
    world.changes.changed();
    return {};
  },
  'reactions.get'(world, args) {
    demand(world, 'reactions:read');
    const channel = inside(world, args);
    const message = messageOf(world, channel, needed(args, 'timestamp', 'no_item_specified'));
    return { type: 'message', channel: channel.id, message: { ...messageJson(world, message), reactions: reactionsJson(message) } };
  },
};
