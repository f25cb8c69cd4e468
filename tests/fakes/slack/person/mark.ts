import type { SentEvent } from '../events.ts';
import { pinnedItem } from '../messages.ts';
import type { Json, SlackMessage } from '../state.ts';
import type { Acting } from './acting.ts';

type Told = Promise<SentEvent | undefined>;
/** What people stick to messages. */
export interface Mark {
  react(message: SlackMessage, emoji: string): Told;
  unreact(message: SlackMessage, emoji: string): Told;
  pin(message: SlackMessage): Told;
  unpin(message: SlackMessage): Told;
}

export function mark({ world, user, events }: Acting): Mark {
  const tell = (type: string, message: SlackMessage, more: Json): Told => events.tell({ type, user: user.id, ...more, event_ts: world.nextTs() }, world.channels.get(message.channel));
  const reaction = (type: string, message: SlackMessage, emoji: string): Told =>
    tell(type, message, { reaction: emoji, item_user: message.user, item: { type: 'message', channel: message.channel, ts: message.ts } });
  const pinned = (type: string, message: SlackMessage): Told => tell(type, message, { channel_id: message.channel, item: pinnedItem(message) });
  return {
    react(message, emoji) {
      message.reactions.set(emoji, (message.reactions.get(emoji) ?? new Set()).add(user.id));
      return reaction('reaction_added', message, emoji);
    },
    unreact(message, emoji) {
      const users = message.reactions.get(emoji);
      users?.delete(user.id);
      if (users?.size === 0) message.reactions.delete(emoji);
      return reaction('reaction_removed', message, emoji);
    },
    pin(message) {
      world.channels.get(message.channel)?.pins.push(message.ts);
      return pinned('pin_added', message);
    },
    unpin(message) {
      const channel = world.channels.get(message.channel);
      if (channel) channel.pins = channel.pins.filter((ts) => ts !== message.ts);
      return pinned('pin_removed', message);
    },
  };
}
