import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';

/** A job that was put off, or whose notification was lost, begins at most so late (promise R3). Milliseconds. */
const everyMs = 1000;

export interface Lookout { stop(): Promise<void> }

/**
 * One small question for all queues, instead of one by everybody who works there: is there a job that is due?
 * @param wake called for each queue that has one
 */
export function startLookout({ sql, log, queues, wake }: { sql: Sql; log: Logger; queues: readonly string[]; wake(queue: string): void }): Lookout {
  const look = async (): Promise<void> => {
    const rows = await sql<{ queue: string }[]>`
      select queue from unnest(${queues as string[]}::text[]) queue
      cross join lateral (select from pgboss.job j where j.name = queue and j.state < 'active' and not j.blocked and j.start_after <= now() limit 1) due`;
    for (const { queue } of rows) wake(queue);
  };
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().catch((error: unknown) => log.warn({ err: error }, 'could not look for jobs that are due')).finally(() => { looking = undefined; });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
