import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordFault } from './faults.ts';
import type { Discord } from './rest.ts';

/** One session may begin every five seconds (events/gateway, "Rate Limiting"). */
const evenMs = 5000;
/** So many within an hour are nothing unusual; each further one waits twice as long, which stays far below a day's thousand. */
const unusual = 10;
const windowMs = 60 * 60_000;
const longestMs = 5 * 60_000;
/** A gateway that is slow to say how many starts are left is not waited for; milliseconds. */
const patienceMs = 1500;

/** How often sessions begin: of a bot that begins more than a thousand in a day Discord resets the token. */
export interface SessionStarts {
  /** Milliseconds until the next one may begin. @throws DiscordFault when the token is refused */
  left(): Promise<number>;
  /** One begins now. */
  note(): void;
}

export function sessionStarts(discord: Pick<Discord, 'call'>, now: () => number = () => performance.now()): SessionStarts {
  let starts: number[] = [];
  const own = (): number => {
    starts = starts.filter((at) => at > now() - windowMs);
    const last = starts.at(-1);
    if (last === undefined) return 0;
    return Math.max(0, last + Math.min(longestMs, evenMs * 2 ** Math.max(0, starts.length - unusual)) - now());
  };
  /** What Discord itself says; nothing where it does not answer, since connecting will tell. */
  const theirs = async (): Promise<number> => {
    const asking = discord.call<{ session_start_limit?: { remaining?: number; reset_after?: number } }>('GET', '/gateway/bot', { lane: 'page' });
    const answer = await Promise.race([asking, sleep(patienceMs, undefined, { ref: false })]).catch((error: unknown) => {
      if (error instanceof DiscordFault && error.code === 'bad_token') throw error;
      return undefined;
    });
    const { remaining = 1, reset_after: resetMs = 0 } = answer?.session_start_limit ?? {};
    return remaining > 0 ? 0 : Math.max(resetMs, evenMs);
  };
  return {
    left: async () => Math.max(own(), await theirs()),
    note: () => void starts.push(now()),
  };
}
