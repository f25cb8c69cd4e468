import { needed, optional } from '../arguments.ts';
import { channelOf } from '../find.ts';
import { newId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json, SlackChannel, Workspace } from '../state.ts';
import type { Methods } from './method.ts';

const MOST_BOOKMARKS = 100;
type Bookmark = SlackChannel['bookmarks'][number];

function inside(world: Workspace, args: Json): SlackChannel {
  const channel = channelOf(world, args, 'channel_id');
  return channel.members.has(world.botUser) ? channel : refuse('channel_not_found');
}
function find(channel: SlackChannel, args: Json): Bookmark {
  return channel.bookmarks.find((it) => it.id === optional(args, 'bookmark_id')) ?? refuse('not_found');
}
function checkLink(link: string): string {
  return URL.canParse(link) && /^https?:/.test(link) && link.length <= 3000 ? link : refuse('invalid_link');
}
const shown = (channel: SlackChannel, it: Bookmark): Json => ({ ...it, channel_id: channel.id, type: 'link' });

export const bookmarks: Methods = {
  'bookmarks.add'(world, args) {
    demand(world, 'bookmarks:write');
    const channel = inside(world, args);
    if (channel.isArchived) refuse('is_archived');
    if (needed(args, 'type') !== 'link') refuse('invalid_bookmark_type');
    if (channel.bookmarks.length >= MOST_BOOKMARKS) refuse('too_many_bookmarks');
    const bookmark = { id: newId('Bk'), title: needed(args, 'title'), link: checkLink(needed(args, 'link', 'invalid_link')), emoji: optional(args, 'emoji') };
    channel.bookmarks.push(bookmark);
    world.changes.changed();
    return { bookmark: shown(channel, bookmark) };
  },
  'bookmarks.edit'(world, args) {
    demand(world, 'bookmarks:write');
    const channel = inside(world, args);
    const bookmark = find(channel, args);
    const link = optional(args, 'link');
    bookmark.title = optional(args, 'title') ?? bookmark.title;
    if (link !== undefined) bookmark.link = checkLink(link);
    world.changes.changed();
    return { bookmark: shown(channel, bookmark) };
  },
  'bookmarks.remove'(world, args) {
    demand(world, 'bookmarks:write');
    const channel = inside(world, args);
    const bookmark = find(channel, args);
    channel.bookmarks = channel.bookmarks.filter((it) => it !== bookmark);
    world.changes.changed();
    return {};
  },
  'bookmarks.list'(world, args) {
    demand(world, 'bookmarks:read');
    const channel = inside(world, args);
    return { bookmarks: channel.bookmarks.map((it) => shown(channel, it)) };
  },
};
