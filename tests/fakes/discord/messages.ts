import { type Content, LOADING } from './checks/content.ts';
import { isUnreadable, messageJson } from './payloads.ts';
import type { DiscordChannel, DiscordMessage, World } from './state.ts';

export const DEFAULT = 0, PIN_NOTE = 6, REPLY = 19, SLASH_ANSWER = 20, MENU_ANSWER = 23;

type New = Partial<DiscordMessage> & { channelId: string; authorId: string };

/** Puts a message into the world and tells the gateway, unless only one person sees it. */
export function addMessage(world: World, it: New): DiscordMessage {
  const message: DiscordMessage = {
    id: world.newId(), type: DEFAULT, content: '', embeds: [], components: [], flags: 0, nonce: undefined, attachments: [], reference: undefined, pings: [], hasAllowedMentions: true,
    edits: [], reactions: new Map(), deleted: false, ephemeralFor: undefined, webhookId: undefined, interactionId: undefined, ...it,
  };
  world.messages.push(message);
  tell(world, 'MESSAGE_CREATE', message);
  world.changes.changed();
  return message;
}

/** Says it anew, with the old words kept; what was loading has loaded. */
export function editMessage(world: World, message: DiscordMessage, content: Content, hasAllowedMentions: boolean): void {
  if ((message.flags & LOADING) === 0) message.edits.push({ content: message.content, embeds: message.embeds, components: message.components });
  Object.assign(message, { ...content, flags: (message.flags & ~LOADING) | content.flags, hasAllowedMentions: message.hasAllowedMentions && hasAllowedMentions });
  tell(world, 'MESSAGE_UPDATE', message);
  world.changes.changed();
}

export function deleteMessage(world: World, message: DiscordMessage): void {
  message.deleted = true;
  world.channels.get(message.channelId)?.pins.delete(message.id);
  if (message.ephemeralFor === undefined) world.happened('MESSAGE_DELETE', { id: message.id, ...place(world, message.channelId) });
  world.changes.changed();
}

function tell(world: World, event: string, message: DiscordMessage): void {
  if (message.ephemeralFor === undefined) world.happened(event, { ...messageJson(world, message, isUnreadable(world, message)), ...place(world, message.channelId) });
}

function place(world: World, channelId: string): { channel_id: string; guild_id?: string } {
  const guildId = world.channels.get(channelId)?.guildId;
  return { channel_id: channelId, ...(guildId !== undefined && { guild_id: guildId }) };
}

/** What stands in a channel for everybody, oldest first; `withNotes` includes Discord's own lines about pins and threads. */
export const postedIn = (world: World, channelId: string, withNotes = false): DiscordMessage[] =>
  world.messages.filter((it) => it.channelId === channelId && !it.deleted && it.ephemeralFor === undefined && (withNotes || [DEFAULT, REPLY, SLASH_ANSWER, MENU_ANSWER].includes(it.type)));

/** The direct conversation of the bot with somebody; made when there is none. */
export function directWith(world: World, userId: string): DiscordChannel {
  const found = [...world.channels.values()].find((it) => it.other === userId);
  if (found) return found;
  const channel: DiscordChannel = { id: world.newId(), guildId: undefined, type: 1, name: '', topic: undefined, parentId: undefined, position: 0, overwrites: [], other: userId, thread: undefined, pins: new Map() };
  world.channels.set(channel.id, channel);
  return channel;
}
