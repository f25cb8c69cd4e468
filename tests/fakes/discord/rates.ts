import { createHash } from 'node:crypto';

/** Requests and seconds of each route's bucket, about as Discord has them; what is not named has the last. Its own headers say so: no client may know them by heart. */
const BUCKETS: Record<string, readonly [most: number, seconds: number]> = {
  'POST /channels/:channel/messages': [5, 5], 'PATCH /channels/:channel/messages/:message': [5, 5], 'DELETE /channels/:channel/messages/:message': [5, 1], 'GET /channels/:channel/messages': [5, 5],
  'PUT /channels/:channel/messages/:message/reactions/:emoji/@me': [1, 0.25], 'POST /webhooks/:webhook/:token': [5, 2], 'PATCH /webhooks/:webhook/:token/messages/:message': [5, 2],
  'PUT /guilds/:guild/members/:user/roles/:role': [10, 10], 'DELETE /guilds/:guild/members/:user/roles/:role': [10, 10], 'POST /users/@me/channels': [10, 10], 'PATCH /channels/:channel': [5, 15],
};
const OTHERS = [20, 10] as const;
const GLOBAL = [50, 1] as const;
/** A channel's name and topic may change twice in ten minutes; its bucket goes on saying that there is room (discord-api-docs#1900). */
const RENAMES = [2, 600] as const;

export interface Asking { route: string; params: Record<string, string>; body: Record<string, unknown> }
export interface Verdict { headers: Record<string, string>; /** Seconds to wait, and why. */ wait: number; scope: 'user' | 'global' }
export interface Rates {
  /** Counts a request that may pass. `isOn`: buckets and the global limit count too, not renames alone. */
  judge(asking: Asking, isOn: boolean): Verdict;
}

export function rates(now: () => number): Rates {
  const recent = new Map<string, number[]>();
  const since = (key: string, seconds: number): number[] => {
    const kept = (recent.get(key) ?? []).filter((at) => at > now() - seconds * 1000);
    recent.set(key, kept);
    return kept;
  };
  const until = (key: string, [most, seconds]: readonly [number, number]): number => {
    const used = since(key, seconds);
    return used.length < most ? 0 : Math.max(0.001, (used[0]! + seconds * 1000 - now()) / 1000);
  };
  return {
    judge({ route, params, body }, isOn) {
      const isRename = route === 'PATCH /channels/:channel' && (body['name'] !== undefined || body['topic'] !== undefined);
      const rename = `rename ${params['channel']}`;
      const key = `${route} ${params['channel'] ?? params['guild'] ?? `${params['webhook'] ?? ''}${params['webhook'] === undefined ? '' : params['token']}`}`;
      const bucket = BUCKETS[route] ?? OTHERS;
      const isShown = isOn || isRename;
      const isFree = route.startsWith('POST /interactions');
      const isGlobal = isOn && !isFree && params['webhook'] === undefined;
      const global = isGlobal ? until('global', GLOBAL) : 0;
      const wait = Math.max(isRename ? until(rename, RENAMES) : 0, isOn && !isFree ? until(key, bucket) : 0, global);
      if (wait === 0) for (const [name, counts] of [[rename, isRename], [key, isShown], ['global', isGlobal]] as const) if (counts) since(name, 600).push(now());
      return { wait, scope: global > 0 && global === wait ? 'global' : 'user', headers: isShown && !isFree ? headersOf(route, bucket, since(key, bucket[1]), now()) : {} };
    },
  };
}

function headersOf(route: string, [most, seconds]: readonly [number, number], used: readonly number[], now: number): Record<string, string> {
  const after = used.length === 0 ? 0 : Math.max(0, (used[0]! + seconds * 1000 - now) / 1000);
  return {
    'x-ratelimit-limit': String(most), 'x-ratelimit-remaining': String(Math.max(0, most - used.length)), 'x-ratelimit-reset': String(now / 1000 + after), 'x-ratelimit-reset-after': String(after),
    'x-ratelimit-bucket': createHash('sha256').update(route).digest('hex').slice(0, 32),
  };
}
