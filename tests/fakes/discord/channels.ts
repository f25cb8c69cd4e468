import { channelJson } from './payloads.ts';
import type { DiscordChannel, Overwrite, World } from './state.ts';

export const TEXT_CHANNEL = 0, CATEGORY = 4;
const VOICE = [2, 13];
/** Public and private threads, and those of announcements. */
export const isThread = (channel: DiscordChannel): boolean => channel.thread !== undefined;
export const takesMessages = (channel: DiscordChannel): boolean => [0, 1, 2, 3, 5, 10, 11, 12, 13].includes(channel.type);

/** Text channels have no capitals, blanks or most signs in their names: Discord turns them into what it keeps. */
export const channelName = (type: number, name: string): string =>
  type === CATEGORY || VOICE.includes(type) ? name : name.toLowerCase().replaceAll(/\s+/g, '-').replaceAll(/[!-,./:-@[-^`{-~]/g, '').replaceAll(/-{2,}/g, '-');

export interface NewChannel { guildId: string; name: string; type?: number; topic?: string | undefined; parentId?: string | undefined; position?: number; overwrites?: Overwrite[] | undefined }

/** Adds a channel and tells the gateway; without overwrites it has those of its category. */
export function newChannel(world: World, it: NewChannel): DiscordChannel {
  const type = it.type ?? TEXT_CHANNEL;
  const inherited = world.channels.get(it.parentId ?? '')?.overwrites ?? [];
  const channel: DiscordChannel = {
    id: world.newId(), guildId: it.guildId, type, name: channelName(type, it.name), topic: it.topic, parentId: it.parentId, position: it.position ?? [...world.channels.values()].length,
    overwrites: (it.overwrites ?? inherited).map((one) => ({ ...one })), other: undefined, thread: undefined, pins: new Map(),
  };
  world.channels.set(channel.id, channel);
  world.happened('CHANNEL_CREATE', channelJson(world, channel));
  world.changes.changed();
  return channel;
}

export function changedChannel(world: World, channel: DiscordChannel): void {
  world.happened(isThread(channel) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channelJson(world, channel));
  world.changes.changed();
}

/** Gone with its threads; a category's channels stay, without it. */
export function removeChannel(world: World, channel: DiscordChannel): void {
  world.channels.delete(channel.id);
  world.happened(isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channelJson(world, channel));
  for (const below of world.channels.values()) {
    if (below.parentId !== channel.id) continue;
    if (isThread(below)) {
      removeChannel(world, below);
      continue;
    }
    below.parentId = undefined;
    changedChannel(world, below);
  }
  world.changes.changed();
}

export const channelsIn = (world: World, guildId: string): DiscordChannel[] => [...world.channels.values()].filter((it) => it.guildId === guildId && !isThread(it));
