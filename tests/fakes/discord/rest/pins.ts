import { PIN_NOTE, addMessage } from '../messages.ts';
import { messageJson } from '../payloads.ts';
import { has, permissionsIn } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import type { DiscordChannel, DiscordMessage, World } from '../state.ts';
import { type Asked, type Routes, channelOf, messageOf } from './route.ts';

const MOST_PINS = 250;

/** A pin leaves a line in the channel that says so. */
function pin(asked: Asked): void {
  const { world } = asked;
  const channel = channelOf(asked, 'PinMessages');
  const message = messageOf(asked, channel);
  if (channel.pins.has(message.id)) return;
  if (channel.pins.size >= MOST_PINS) refuse(30_003);
  channel.pins.set(message.id, world.now());
  addMessage(world, { type: PIN_NOTE, channelId: channel.id, authorId: world.botId, reference: message.id });
  world.happened('CHANNEL_PINS_UPDATE', { guild_id: channel.guildId, channel_id: channel.id, last_pin_timestamp: new Date(world.now()).toISOString() });
}

function unpin(asked: Asked): void {
  const channel = channelOf(asked, 'PinMessages');
  channel.pins.delete(messageOf(asked, channel).id);
  asked.world.changes.changed();
}

/** Newest pin first; none for who may not read what was said before. */
function pinned(world: World, channel: DiscordChannel): { message: DiscordMessage; at: number }[] {
  if (!has(permissionsIn(world, channel, world.botId), 'ReadMessageHistory')) return [];
  return [...channel.pins].map(([id, at]) => ({ message: world.messages.find((it) => it.id === id)!, at })).toReversed();
}

export const pins: Routes = {
  'GET /channels/:channel/messages/pins': (asked) => {
    const all = pinned(asked.world, channelOf(asked));
    const before = asked.query.get('before');
    const wanted = before ? all.filter(({ at }) => at < Date.parse(before)) : all;
    const limit = Number(asked.query.get('limit') ?? 50);
    return { items: wanted.slice(0, limit).map(({ message, at }) => ({ pinned_at: new Date(at).toISOString(), message: messageJson(asked.world, message) })), has_more: wanted.length > limit };
  },
  'PUT /channels/:channel/messages/pins/:message': pin,
  'DELETE /channels/:channel/messages/pins/:message': unpin,
  // The routes before August 2025, still served.
  'GET /channels/:channel/pins': (asked) => pinned(asked.world, channelOf(asked)).slice(0, 50).map(({ message }) => messageJson(asked.world, message)),
  'PUT /channels/:channel/pins/:message': pin,
  'DELETE /channels/:channel/pins/:message': unpin,
};
