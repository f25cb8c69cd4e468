import type { Lane } from '../platform-fault.ts';

/** Discord bans an address for an hour after 10,000 calls in ten minutes that it answered with 401, 403 or 429. */
const windowMs = 10 * 60_000;
const slots = 20;
/** From so many on nobody calls but for pages, and from so many on nobody at all; other replicas may share our address. */
const most: Readonly<Record<Lane, number>> = { chores: 1500, talk: 2500, page: 5000 };
/** A token that was refused is not tried again at once by everybody. */
const badTokenMs = 5000;

/** Keeps us from being banned. */
export function invalidGuard(now: () => number = () => performance.now()) {
  const counts = new Map<number, number>();
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
    /** Discord answered. @param isShared a limit of the place itself, which Discord does not count */
    answered(status: number, isShared: boolean): void {
      if (status === 401) badUntil = now() + badTokenMs;
      else if (status < 400) badUntil = -Infinity;
      if (status === 401 || status === 403 || (status === 429 && !isShared)) counts.set(slot(), (counts.get(slot()) ?? 0) + 1);
    },
    /** Why a call is better not made now. */
    hinders(lane: Lane): 'guarded' | 'bad_token' | undefined {
      if (now() < badUntil) return 'bad_token';
      return recent() >= most[lane] ? 'guarded' : undefined;
    },
  };
}
