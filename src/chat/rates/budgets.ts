import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/client.ts';
import { gather } from '../../db/gather.ts';
import type { FarPlatform } from '../../queue.ts';
import type { PlatformFault } from '../platform-fault.ts';
import type { Refusals } from './refusals.ts';

/** One call every `intervalMs`, and `burst` more at once after a rest. Who would wait longer than `waitMs` comes again instead. */
export interface Pace { intervalMs: number; burst: number; waitMs: number }

/** So late at most a turn is used, milliseconds; what would be more is another clock. */
const latestMs = 500;
/** Longer waits do not hold a worker: the job comes again. */
export const longestWaitMs = 2000;

/** Turns are rows of `chat_budgets`, so all replicas share them. `counted`: the place by which the platform counts; '' for the method as a whole. */
export interface Budgets {
  /**
   * Lets a call through when its turn has come; without a pace, as pages are, it waits only where the platform itself said 429 for
   * exactly that method and place. @throws what `putOff` makes, with the seconds, when the wait would be longer than the pace allows
   */
  take(method: string, counted: string, pace: Pace | undefined): Promise<void>;
  /** Milliseconds for which no turn is to be had, as far as is known here without asking. */
  fullFor(method: string, counted: string, pace: Pace | undefined): number;
}

export function sharedBudgets({ platform, sql, refusals, putOff }: { platform: FarPlatform; sql: Sql; refusals: Refusals; putOff: (method: string, seconds: number) => PlatformFault }): Budgets {
  /** Until when nobody has to ask the database: there is no turn to be had. */
  const full = new Map<string, number>();
  /** When the last call left of those that go one by one: on a busy machine a turn may be used late, and the next one in time would follow too closely. */
  const left = new Map<string, number>();
  const apart = async (key: string, { intervalMs, burst }: Pace): Promise<void> => {
    if (burst > 0) return;
    const now = performance.now();
    const at = Math.min(Math.max(now, (left.get(key) ?? -Infinity) + intervalMs), now + latestMs);
    for (const [old, when] of left) if (when + intervalMs < now) left.delete(old);
    left.set(key, at);
    if (at > now) await sleep(at - now);
  };
  const keyOf = (method: string, counted: string, pace: Pace): string => `${method} ${counted} ${pace.burst}`;
  const takeOne = gather((asked: readonly Asked[]) => takeTurns(sql, platform, asked));
  const wait = async (method: string, ms: number, most = longestWaitMs): Promise<void> => {
    if (ms > most) throw putOff(method, Math.ceil(ms / 1000));
    if (ms > 0) await sleep(ms);
  };
  return {
    async take(method, counted, pace) {
      await wait(method, await refusals.left(method, counted));
      if (pace === undefined) return;
      const key = keyOf(method, counted, pace);
      const until = full.get(key) ?? 0;
      if (until > performance.now()) await wait(method, until - performance.now() + pace.waitMs, 0);
      full.delete(key);
      const ms = await takeOne({ method, place: counted, pace });
      if (ms > pace.waitMs) full.set(key, performance.now() + ms - pace.waitMs);
      await wait(method, ms, pace.waitMs);
      await apart(key, pace);
    },
    fullFor: (method, counted, pace) => (pace === undefined ? 0 : Math.max(0, (full.get(keyOf(method, counted, pace)) ?? 0) - performance.now())),
  };
}

interface Asked { method: string; place: string; pace: Pace }

/** Calls that ask together share a statement; those that want the same row one after the other. */
async function takeTurns(sql: Sql, platform: FarPlatform, asked: readonly Asked[]): Promise<number[]> {
  const turns: number[] = [];
  for (let left = [...asked.entries()]; left.length > 0;) {
    const now = new Map(left.toReversed().map(([at, one]) => [`${one.method}\n${one.place}`, { at, ...one }]));
    const mine = [...now.values()];
    const taken = await takeEach(sql, platform, mine);
    mine.forEach(({ at }, place) => { turns[at] = taken[place]!; });
    left = left.filter(([at]) => turns[at] === undefined);
  }
  return turns;
}

/**
 * The next turn of each, `next_at` being when the one after all that were given would be due at an even pace. A turn that lies
 * too far ahead is not taken. @returns milliseconds until it; more than the longest wait when there was none
 */
async function takeEach(sql: Sql, platform: FarPlatform, asked: readonly Asked[]): Promise<number[]> {
  const rows = await sql<{ ms: number | null; ahead: number | null }[]>`
    with wanted as (
      select * from unnest(${asked.map(({ method }) => method)}::text[], ${asked.map(({ place }) => place)}::text[], ${asked.map(({ pace }) => pace.intervalMs)}::float8[], ${asked.map(({ pace }) => pace.burst * pace.intervalMs + pace.waitMs)}::float8[])
        with ordinality w(method, place, every, ahead, turn)
    ), taken as (
      insert into chat_budgets (platform, method, place, next_at) select ${platform}, method, place, imas_now() + every * interval '1 ms' from wanted
      -- In one order, so that replicas cannot deadlock.
      order by method, place
      on conflict (platform, method, place) do update set next_at = greatest(chat_budgets.next_at, imas_now()) + (excluded.next_at - imas_now())
        where chat_budgets.next_at <= imas_now() + (select ahead from wanted w where w.method = excluded.method and w.place = excluded.place) * interval '1 ms'
      returning method, place, next_at
    )
    select (extract(epoch from t.next_at - imas_now()) * 1000)::float8 as ms, (extract(epoch from b.next_at - imas_now()) * 1000)::float8 as ahead
    from wanted w left join taken t on t.method = w.method and t.place = w.place left join chat_budgets b on b.platform = ${platform} and b.method = w.method and b.place = w.place order by w.turn`;
  return rows.map(({ ms, ahead }, place) => {
    const { intervalMs, burst, waitMs } = asked[place]!.pace;
    return ms !== null ? Math.max(0, ms - (burst + 1) * intervalMs) : Math.max(waitMs + 1, (ahead ?? 0) - burst * intervalMs);
  });
}
