import type { Lane } from '../platform-fault.ts';
import { longestWaitMs, type Pace } from '../rates/budgets.ts';

/**
 * Slack counts calls by method, app and workspace: tier 2 is 20 a minute, 3 is 50, 4 is 100; chat.postMessage one a second
 * and channel. What is not named here has room enough, or must not wait: a modal's `trigger_id` lives for three seconds.
 */
const tiers: Readonly<Record<string, 20 | 50 | 100>> = {
  'conversations.list': 20, 'conversations.create': 20, 'conversations.archive': 20, 'conversations.setTopic': 20, 'conversations.setPurpose': 20, 'conversations.rename': 20,
  'usergroups.users.update': 20, 'users.list': 20, 'pins.add': 20, 'reactions.remove': 20, 'bookmarks.add': 20, 'bookmarks.list': 20,
  'chat.update': 50, 'reactions.add': 50, 'chat.delete': 50, 'conversations.history': 50, 'conversations.replies': 50, 'conversations.info': 50,
  'conversations.invite': 50, 'conversations.open': 50, 'users.lookupByEmail': 50, 'dnd.info': 50,
  'users.info': 100, 'conversations.members': 100, 'views.publish': 100, 'files.getUploadURLExternal': 100, 'files.completeUploadExternal': 100, 'files.info': 100,
};
const byChannel = new Set(['chat.postMessage']);

/** By what Slack counts this call: the channel, or `''` for the method as a whole. */
export const countedBy = (method: string, place: string | undefined): string => (byChannel.has(method) ? (place ?? '') : '');

/** Whoever presses a button looks at the card, and one press changes several: of these calls half a minute's may come at once. */
const watched = new Set(['chat.update']);

/**
 * How fast a lane may go. A quarter of a minute's calls may come at once and the rest over the minute, so that no minute
 * ever has more than the tier allows; housekeeping leaves half of that to what people wait for,
 * and what merely counts on a card most of it: it does not even stand in the way while it waits.
 * @returns undefined when nobody has to take turns: pages never do
 */
export function paceOf(method: string, lane: Lane): Pace | undefined {
  if (lane === 'page') return undefined;
  if (byChannel.has(method)) return { intervalMs: 1000, burst: 0, waitMs: longestWaitMs };
  const tier = tiers[method];
  if (tier === undefined) return undefined;
  const isWatched = watched.has(method);
  const atOnce = Math.floor(tier / (isWatched ? 2 : 4));
  const mine = lane === 'chores' ? Math.floor(atOnce / (isWatched ? 4 : 2)) : atOnce;
  return { intervalMs: Math.ceil(60_000 / (tier - atOnce)), burst: mine - 1, waitMs: isWatched && lane === 'chores' ? 0 : longestWaitMs };
}
