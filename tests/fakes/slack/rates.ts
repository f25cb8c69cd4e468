import type { Json } from './state.ts';

/** Calls per minute and method by Slack's tiers; what is not named is tier 3. Tier 1 says “1+”: reconnecting a few times is let through. */
const PER_MINUTE: Record<string, number> = {
  'apps.connections.open': 10, 'conversations.create': 20, 'conversations.list': 20, 'conversations.archive': 20, 'conversations.rename': 20, 'conversations.setTopic': 20, 'conversations.setPurpose': 20,
  'users.list': 20, 'usergroups.list': 20, 'usergroups.users.update': 20, 'pins.add': 20, 'pins.remove': 20, 'pins.list': 20, 'bookmarks.add': 20, 'bookmarks.remove': 20,
  'chat.postEphemeral': 100, 'users.info': 100, 'users.profile.get': 100, 'views.open': 100, 'views.update': 100, 'views.push': 100, 'views.publish': 100, 'conversations.members': 100, 'auth.test': 300, 'chat.postMessage': 300,
};
const TIER_3 = 50;
/** About a message a second in each channel; so many at once are let through. */
const BURST = 3;

export interface Rates { secondsToWait(method: string, args: Json): number }

/** Says how many seconds a call must wait, 0 when it may pass (and then counts it). */
export function rates(now: () => number): Rates {
  const recent = new Map<string, number[]>();
  const wait = (key: string, most: number, windowMs: number): number => {
    const since = (recent.get(key) ?? []).filter((at) => at > now() - windowMs);
    recent.set(key, since);
    return since.length < most ? 0 : Math.max(1, Math.ceil((since[0]! + windowMs - now()) / 1000));
  };
  return {
    secondsToWait(method, args) {
      const keys: [string, number, number][] = [[method, PER_MINUTE[method] ?? TIER_3, 60_000]];
      if (method === 'chat.postMessage') keys.push([`${method} ${String(args['channel'])}`, BURST, BURST * 1000]);
      const seconds = Math.max(...keys.map(([key, most, window]) => wait(key, most, window)));
      if (seconds === 0) for (const [key] of keys) recent.get(key)!.push(now());
      return seconds;
    },
  };
}
