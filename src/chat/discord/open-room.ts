import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import type { NewRoom, Place } from '../platform.ts';
import { roomName } from '../room-name.ts';
import { confidentialMark } from './confidential.ts';
import { channelTypes } from './channel-types.ts';
import { belowCategory, channelsThere, isThread, overwritesFor, type Channel, type SeenBy } from './guild.ts';
import { DiscordFault } from './faults.ts';
import { hideRoom } from './hide-room.ts';
import { markOf } from './marks.ts';
import { plainLine, webAddress } from './render/escape.ts';
import type { Discord } from './rest.ts';
import { foldedAfter } from './threads.ts';

const longestName = 100;
const longestTopic = 1024;
/** A server holds 500 channels: the last ones are left to people, and rooms become threads. */
const mostChannels = 490;

/**
 * The channel of a room, made in one call with everything that belongs to it. Names are free in Discord; a room that was made with
 * this key, when the answer was lost, is known by an unseen mark at the end of its topic. @throws DiscordFault
 */
export async function openRoom({ discord, log, say }: { discord: Discord; log: Logger; say: Say }, room: NewRoom): Promise<Place> {
  const there = await channelsThere(discord);
  const mark = markOf(room.key);
  const before = there.find((channel) => channel.topic?.includes(mark) === true);
  if (before !== undefined) {
    // Its incident may have become confidential since it was made.
    if (room.isPrivate) await hideRoom(discord, before.id);
    return placeOf(before);
  }
  if (there.length >= mostChannels) return openThread({ discord, log, say }, room, there);
  const seenBy: SeenBy = room.isPrivate ? 'invited' : 'staff';
  try {
    return await belowCategory(discord, say, 'incidents', there, async (category) => {
      const body = { name: freeName(room.name, there), type: channelTypes.text, topic: topicOf(room, mark), parent_id: category.id, permission_overwrites: await overwritesFor(discord, seenBy, category) };
      return placeOf(await discord.call<Channel>('POST', `/guilds/${discord.settings.guildId}/channels`, { body, lane: 'talk', reason: `IMAS: ${room.name}` }));
    });
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.key !== 'discord.full') throw error;
    return openThread({ discord, log, say }, room, there);
  }
}

const placeOf = ({ id }: Channel): Place => ({ platform: 'discord', id, kind: 'room' });

/** Two channels of one name cannot be told apart by people. */
function freeName(name: string, there: readonly Channel[]): string {
  const taken = new Set(there.map((channel) => channel.name));
  for (let n = 1; ; n++) {
    const candidate = roomName(name, n, longestName);
    if (!taken.has(candidate)) return candidate;
  }
}

/** Written once: Discord takes two changes of it in ten minutes. */
function topicOf(room: NewRoom, mark: string): string {
  const unseen = `${mark}${room.isPrivate ? confidentialMark : ''}`;
  const links = room.links.flatMap(({ label, url }) => {
    const address = webAddress(url, longestTopic);
    return address === undefined ? [] : [` · ${plainLine(label)}: ${address}`];
  });
  const parts = [plainLine(room.topic).slice(0, 300).toWellFormed(), ...links];
  let topic = '';
  for (const part of parts) if (topic.length + part.length + unseen.length <= longestTopic) topic += part;
  return `${topic}${unseen}`;
}

/** Threads stand below a channel of their own: whoever is invited to one sees no room beside it. Where not even that can be made, below the channel for teams that have none. */
async function overflowChannel({ discord, say }: { discord: Discord; say: Say }, there: readonly Channel[]): Promise<Channel> {
  const name = say('discord.overflow_channel');
  const known = there.find((channel) => channel.type === channelTypes.text && channel.name === name);
  if (known !== undefined) return known;
  try {
    const body = { name, type: channelTypes.text, permission_overwrites: await overwritesFor(discord, 'staff') };
    return await discord.call<Channel>('POST', `/guilds/${discord.settings.guildId}/channels`, { body, lane: 'talk', reason: 'IMAS' });
  } catch (error) {
    const other = there.find((channel) => channel.type === channelTypes.text && channel.id === discord.settings.defaultChannel);
    if (other === undefined || !(error instanceof DiscordFault) || error.key !== 'discord.full') throw error;
    return other;
  }
}

/** Where the server has no room for another channel, a private thread stands for it. */
async function openThread({ discord, log, say }: { discord: Discord; log: Logger; say: Say }, room: NewRoom, there: readonly Channel[]): Promise<Place> {
  const name = roomName(room.name, 1, longestName);
  const { botUserId } = await discord.me();
  const { threads } = await discord.call<{ threads: Channel[] }>('GET', `/guilds/${discord.settings.guildId}/threads/active`, { lane: 'talk' });
  const before = threads.find((thread) => isThread(thread) && thread.name === name && thread.owner_id === botUserId);
  if (before !== undefined) return placeOf(before);
  const parent = await overflowChannel({ discord, say }, there);
  log.warn({ channels: there.length, room: room.name }, 'the Discord server has hardly room for another channel: this room is a thread');
  const isPrivate = room.isPrivate || !discord.settings.isPublic;
  const body = { name, type: isPrivate ? channelTypes.privateThread : channelTypes.publicThread, auto_archive_duration: foldedAfter.room, ...(isPrivate ? { invitable: false } : {}) };
  return placeOf(await discord.call<Channel>('POST', `/channels/${parent.id}/threads`, { body, lane: 'talk', reason: `IMAS: ${room.name}` }));
}
