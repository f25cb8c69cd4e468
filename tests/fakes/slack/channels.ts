import { newId } from './ids.ts';
import { refuse } from './refusal.ts';
import type { SlackChannel, Workspace } from './state.ts';

const PREFIX = { public: 'C', private: 'C', im: 'D', mpim: 'G' } as const;

interface NewConversation { kind: SlackChannel['kind']; name: string; members: readonly string[]; other?: string; creator?: string; isShared?: boolean }
/** Adds a conversation without asking whether Slack would. */
export function newChannel(world: Workspace, it: NewConversation): SlackChannel {
  const channel: SlackChannel = {
    id: newId(PREFIX[it.kind]), name: it.name, kind: it.kind, other: it.other, members: new Set(it.members), creator: it.creator ?? world.botUser,
    created: Math.floor(world.now() / 1000), isArchived: false, isShared: it.isShared ?? false, topic: '', purpose: '', pins: [], bookmarks: [],
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** A name Slack takes for a channel: its rules and that it is free, archived channels included. */
export function checkName(world: Workspace, name: string | undefined): string {
  if (name === undefined || name === '') return refuse('invalid_name_required');
  if (name.length > 80) refuse('invalid_name_maxlength');
  if (/^[-_.]+$/.test(name)) refuse('invalid_name_punctuation');
  if (!/^[a-z0-9_-]+$/.test(name)) refuse('invalid_name_specials');
  if ([...world.channels.values()].some((it) => it.name === name && it.kind !== 'im')) refuse('name_taken');
  return name;
}
