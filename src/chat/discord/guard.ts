import type { Lane } from '../platform-fault.ts';

/** Discord bans an address for an hour after 10,000 calls in ten minutes that it answered with 401, 403 or 429. */
const windowMs = 10 * 60_000;
const slots = 20;
/** From so many on nobody calls but for pages, and from so many on nobody at all; other replicas may share our address. */
const most: Readonly<Record<Lane, number>> = { chores: 1500, talk: 2500, page: 5000 };
/** A token that was refused is not tried again at once by everybody. */
const badTokenMs = 5000;

type Counts = Map<number, number>;
const counted = new Map<string, Counts>();
/** A guard that counts together with all others of this process at that address: Discord counts by where calls come from. */
export function guardAt(url: string): Guard {
  const { origin } = new URL(url);
  const counts = counted.get(origin) ?? new Map<number, number>();
  counted.set(origin, counts);
  return invalidGuard(undefined, counts);
}

export type Guard = ReturnType<typeof invalidGuard>;
/** Keeps us from being banned. */
export function invalidGuard(now: () => number = () => performance.now(), counts: Counts = new Map()) {
  let badUntil = -Infinity;
  const slot = () => Math.floor(now() / (windowMs / slots));
  const recent = (): number => {
    const oldest = slot() - slots;
    let sum = 0;
    for (const [at, count] of counts) {
      if (at < oldest) counts.delete(at);
      else sum += count;
    }
    return sum;
  };
  return {
    /**
     * Discord answered. @param about.isShared a limit of the place itself, which Discord does not count
     * @param about.isOurs the call was made with the bot's token
     */
    answered(status: number, { isShared, isOurs }: { isShared: boolean; isOurs: boolean }): void {
      if (isOurs && status === 401) badUntil = now() + badTokenMs;
      else if (isOurs && status < 400) badUntil = -Infinity;
      if (status === 401 || status === 403 || (status === 429 && !isShared)) counts.set(slot(), (counts.get(slot()) ?? 0) + 1);
    },
    /** Why a call is better not made now. */
    hinders(lane: Lane, isOurs = true): 'guarded' | 'bad_token' | undefined {
      if (isOurs && now() < badUntil) return 'bad_token';
      return recent() >= most[lane] ? 'guarded' : undefined;
    },
  };
}
