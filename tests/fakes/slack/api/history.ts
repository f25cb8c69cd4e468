import { needed, optional, truth } from '../arguments.ts';
import { channelOf, postedIn } from '../find.ts';
import { messageJson } from '../messages.ts';
import { page } from '../paging.ts';
import { refuse } from '../refusal.ts';
import { demandFor } from '../scopes.ts';
import type { Json, SlackChannel, SlackMessage, Workspace } from '../state.ts';
import type { Methods } from './method.ts';

function between(args: Json, messages: readonly SlackMessage[]): SlackMessage[] {
  const inclusive = truth(args, 'inclusive');
  const oldest = Number(optional(args, 'oldest') ?? 0);
  const latest = Number(optional(args, 'latest') ?? Infinity);
  if (Number.isNaN(oldest)) refuse('invalid_ts_oldest');
  if (Number.isNaN(latest)) refuse('invalid_ts_latest');
  return messages.filter(({ ts }) => (Number(ts) > oldest && Number(ts) < latest) || (inclusive && (Number(ts) === oldest || Number(ts) === latest)));
}
function readable(world: Workspace, args: Json): SlackChannel {
  const channel = channelOf(world, args);
  demandFor(world, channel.kind, 'history');
  return channel.members.has(world.botUser) ? channel : refuse('not_in_channel');
}
function shown(world: Workspace, args: Json, messages: readonly SlackMessage[]): Json {
  const { items, response_metadata } = page(messages, args, 100, 999);
  const more = response_metadata.next_cursor !== '';
  return { messages: items.map((it) => messageJson(world, it, truth(args, 'include_all_metadata'))), has_more: more, ...(more && { response_metadata }) };
}

export const history: Methods = {
  /** Newest first; replies are not in it. */
  'conversations.history'(world, args) {
    const channel = readable(world, args);
    const top = postedIn(world, channel.id).filter((it) => it.threadTs === undefined);
    return { ...shown(world, args, between(args, top).toReversed()), pin_count: channel.pins.length };
  },
  /** Oldest first, the parent before its replies. */
  'conversations.replies'(world, args) {
    const channel = readable(world, args);
    const asked = needed(args, 'ts', 'thread_not_found');
    const all = postedIn(world, channel.id);
    const one = all.find((it) => it.ts === asked) ?? refuse('thread_not_found');
    const root = one.threadTs ?? one.ts;
    return shown(world, args, [...all.filter((it) => it.ts === root), ...between(args, all.filter((it) => it.threadTs === root))]);
  },
};
