import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { FarPlatform } from '../../queue.ts';

/** What one replica was told holds for all within this time. */
const staleMs = 1000;
const prefix = 'refused:';

/** Where a platform said 429 and until when: by method and place, shared by all replicas, obeyed by every lane. */
export interface Refusals {
  /** Milliseconds until that may be asked again; 0 when it may now. */
  left(method: string, place: string): Promise<number>;
  note(method: string, place: string, seconds: number): Promise<void>;
  /** The longest one that this replica knows of. */
  longest(): { method: string; seconds: number } | undefined;
}

/**
 * Refusals as rows of `chat_budgets` beside those of the turns, read at most once a second: a page costs no question of
 * its own. When the database does not answer, what this replica knows itself still holds.
 */
export function sharedRefusals(platform: FarPlatform, sql: Sql, log: Logger): Refusals {
  let known = new Map<string, number>();
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  const keyOf = (method: string, place: string) => `${method}\n${place}`;
  const read = async (): Promise<void> => {
    const askedAt = performance.now();
    try {
      const rows = await sql<{ method: string; place: string; ms: number }[]>`
        select method, place, (extract(epoch from next_at - imas_now()) * 1000)::float8 as ms from chat_budgets
        where platform = ${platform} and method like ${`${prefix}%`} and next_at > imas_now()`;
      known = new Map(rows.map(({ method, place, ms }) => [keyOf(method.slice(prefix.length), place), askedAt + ms]));
    } catch (error) {
      log.debug({ err: error, platform }, 'what a platform refused could not be read');
    }
    readAt = askedAt;
    reading = undefined;
  };
  return {
    async left(method, place) {
      if (performance.now() - readAt > staleMs) await (reading ??= read());
      return Math.max(0, (known.get(keyOf(method, place)) ?? 0) - performance.now());
    },
    async note(method, place, seconds) {
      try {
        await sql`
          insert into chat_budgets (platform, method, place, next_at) values (${platform}, ${prefix + method}, ${place}, imas_now() + ${seconds} * interval '1 second')
          on conflict (platform, method, place) do update set next_at = greatest(chat_budgets.next_at, excluded.next_at)`;
      } catch (error) {
        log.warn({ err: error, platform }, 'a refusal of a platform could not be told to the other replicas');
      }
      // After the row: a reading that began before it must not have the last word.
      if (reading) await reading;
      known.set(keyOf(method, place), performance.now() + seconds * 1000);
    },
    longest() {
      const [last] = [...known].toSorted((one, other) => other[1] - one[1]);
      const seconds = last === undefined ? 0 : Math.ceil((last[1] - performance.now()) / 1000);
      return last === undefined || seconds <= 0 ? undefined : { method: last[0].split('\n')[0]!, seconds };
    },
  };
}
