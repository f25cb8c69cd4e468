import type { Logger } from 'pino';
import { list, type Sql } from '../../db/client.ts';

/**
 * Counts repeats in memory and writes the sums every three seconds: a repeat carries nothing but "still so",
 * and a row rewrite for each would cost more than the alert itself. At worst a kill loses three seconds of counting.
 */
export interface Repeats {
  add(alertId: number, times: number, at: Date): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export function countRepeats(sql: Sql, log: Logger, everyMs = 3000): Repeats {
  let counts = new Map<number, { times: number; at: Date }>();
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size === 0) return writing;
    const rows = [...counts].sort(([a], [b]) => a - b);
    counts = new Map();
    writing = writing.then(async () => {
      await sql`
        update alerts a set deliveries = a.deliveries + c.times, last_seen_at = greatest(a.last_seen_at, c.at)
        from unnest(${rows.map(([id]) => id)}::bigint[], ${rows.map(([, c]) => c.times)}::bigint[], ${list(rows.map(([, c]) => c.at))}::timestamptz[]) c(id, times, at) where a.id = c.id`;
    }).catch((error: unknown) => log.warn({ err: error }, 'counting repeats failed; the counts of the last seconds are lost'));
    return writing;
  };
  return {
    add(alertId, times, at) {
      const before = counts.get(alertId);
      if (before) { before.times += times; before.at = at; } else counts.set(alertId, { times, at });
      timer ??= setTimeout(() => void flush(), everyMs);
    },
    flush,
    stop: flush,
  };
}
