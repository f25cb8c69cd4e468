import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';

export interface Refusal { path: string; address: string; reason: string }

/** Refused posts, counted by path, address and reason: gathered for a second, so that a flood of them costs little. */
export interface Refusals {
  count(refusal: Refusal): void;
  stop(): Promise<void>;
}

/** No more different ones are told apart within a second; the rest is counted as `other`. */
const mostKinds = 200;

export function countRefusals(sql: Sql, log: Logger): Refusals {
  let counts = new Map<string, { refusal: Refusal; times: number }>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const rows = [...counts.values()].sort((a, b) => (key(a.refusal) < key(b.refusal) ? -1 : 1));
    counts = new Map();
    if (rows.length === 0) return writing;
    writing = writing.then(async () => {
      await sql`
        insert into refusals (hour, path, address, reason, count, first_at, last_at)
        select date_trunc('hour', imas_now()), r.path, r.address, r.reason, r.times, imas_now(), imas_now()
        from unnest(${rows.map((r) => r.refusal.path)}::text[], ${rows.map((r) => r.refusal.address)}::text[], ${rows.map((r) => r.refusal.reason)}::text[], ${rows.map((r) => r.times)}::bigint[]) r(path, address, reason, times)
        on conflict (hour, path, address, reason) do update set count = refusals.count + excluded.count, last_at = excluded.last_at`;
    }).catch((error: unknown) => log.warn({ err: error }, 'refused posts could not be counted'));
    return writing;
  };
  return {
    count(refusal) {
      const known = counts.get(key(refusal));
      if (known) known.times++;
      else if (counts.size < mostKinds) counts.set(key(refusal), { refusal, times: 1 });
      else { const other = { ...refusal, path: 'other', address: 'other' }; counts.set(key(other), { refusal: other, times: (counts.get(key(other))?.times ?? 0) + 1 }); }
      timer ??= setTimeout(() => void flush(), 1000);
    },
    stop: flush,
  };
}
const key = ({ path, address, reason }: Refusal): string => `${path} ${address} ${reason}`;
