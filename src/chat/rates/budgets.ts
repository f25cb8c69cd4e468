import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/client.ts';
import type { FarPlatform } from '../../queue.ts';
import type { PlatformFault } from '../platform-fault.ts';
import type { Refusals } from './refusals.ts';

/** One call every `intervalMs`, and `burst` more at once after a rest. Who would wait longer than `waitMs` comes again instead. */
export interface Pace { intervalMs: number; burst: number; waitMs: number }

/** Longer waits do not hold a worker: the job comes again. */
export const longestWaitMs = 2000;

/**
 * Lets a call through when its turn has come. Turns are rows of `chat_budgets`, so all replicas share them; without a pace, as
 * pages are, it waits only where the platform itself said 429 for exactly that method and place.
 * @param counted the place by which the platform counts; '' for the method as a whole
 * @throws what `putOff` makes, with the seconds, when the wait would be longer than the pace allows
 */
export type Budgets = (method: string, counted: string, pace: Pace | undefined) => Promise<void>;

export function sharedBudgets({ platform, sql, refusals, putOff }: { platform: FarPlatform; sql: Sql; refusals: Refusals; putOff: (method: string, seconds: number) => PlatformFault }): Budgets {
  /** Until when nobody has to ask the database: there is no turn to be had. */
  const full = new Map<string, number>();
  const wait = async (method: string, ms: number, most = longestWaitMs): Promise<void> => {
    if (ms > most) throw putOff(method, Math.ceil(ms / 1000));
    if (ms > 0) await sleep(ms);
  };
  return async (method, counted, pace) => {
    await wait(method, await refusals.left(method, counted));
    if (pace === undefined) return;
    const key = `${method} ${counted} ${pace.burst}`;
    const until = full.get(key) ?? 0;
    if (until > performance.now()) await wait(method, until - performance.now() + pace.waitMs, 0);
    full.delete(key);
    const ms = await takeTurn(sql, { platform, method, place: counted }, pace);
    if (ms > pace.waitMs) full.set(key, performance.now() + ms - pace.waitMs);
    await wait(method, ms, pace.waitMs);
  };
}

/**
 * The next turn, `next_at` being when the one after all that were given would be due at an even pace. A turn that lies
 * too far ahead is not taken. @returns milliseconds until it; more than the longest wait when there was none
 */
async function takeTurn(sql: Sql, { platform, method, place }: { platform: FarPlatform; method: string; place: string }, { intervalMs, burst, waitMs }: Pace): Promise<number> {
  const [turn] = await sql<{ ms: number | null; ahead: number | null }[]>`
    with taken as (
      insert into chat_budgets (platform, method, place, next_at) values (${platform}, ${method}, ${place}, imas_now() + ${intervalMs} * interval '1 ms')
      on conflict (platform, method, place) do update set next_at = greatest(chat_budgets.next_at, imas_now()) + ${intervalMs} * interval '1 ms'
        where chat_budgets.next_at <= imas_now() + ${burst * intervalMs + waitMs} * interval '1 ms'
      returning next_at
    )
    select (select extract(epoch from next_at - imas_now()) * 1000 from taken)::float8 as ms,
      (select extract(epoch from next_at - imas_now()) * 1000 from chat_budgets where platform = ${platform} and method = ${method} and place = ${place})::float8 as ahead`;
  const { ms, ahead } = turn!;
  if (ms !== null) return Math.max(0, ms - (burst + 1) * intervalMs);
  return Math.max(waitMs + 1, (ahead ?? 0) - burst * intervalMs);
}
