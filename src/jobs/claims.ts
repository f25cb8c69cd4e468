import type { Logger } from 'pino';
import { atMostEvery } from '../chat/at-most-every.ts';
import type { Sql } from '../db/client.ts';

/** Milliseconds, less than a job that failed waits before it is taken again. */
const forgottenEveryMs = 500;

/** Which jobs this replica works on, for whoever outlives it. */
export interface Claims {
  take(on: Sql, ids: readonly string[], queue: string): Promise<void>;
  /** They are over. A claim says nothing of a job that nobody works on: they are forgotten in a moment, together with others. */
  over(ids: readonly string[]): void;
  stop(): Promise<void>;
}

export function jobClaims({ sql, replica, log }: { sql: Sql; replica: number; log: Logger }): Claims {
  const over = new Set<string>();
  const forget = async (): Promise<void> => {
    const ids = [...over];
    if (ids.length === 0) return;
    try {
      // Only ours: a job that failed may be another's by now.
      await sql`delete from job_claims where job_id = any(${ids}::uuid[]) and replica = ${replica}`;
      for (const id of ids) over.delete(id);
    } catch (error) {
      // With the next ones: a claim that stood for ever would hide that whoever took the job since was killed.
      log.debug({ err: error }, 'claims of jobs that are over could not be forgotten');
    }
  };
  const beat = atMostEvery(forgottenEveryMs, () => void forget());
  return {
    async take(on, ids, queue) {
      // One that failed is ours again: this claim stays.
      for (const id of ids) over.delete(id);
      await on`insert into job_claims (job_id, queue, replica) select unnest(${ids as string[]}::uuid[]), ${queue}, ${replica} on conflict (job_id) do update set replica = excluded.replica`;
    },
    over(ids) {
      for (const id of ids) over.add(id);
      beat.soon();
    },
    async stop() {
      beat.stop();
      await forget();
    },
  };
}
