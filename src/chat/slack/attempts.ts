import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { gather } from '../../db/gather.ts';

/**
 * Which messages somebody may have posted already. The note is written before the call, so a process that was killed in
 * between, or whose answer was lost, is known of by whoever tries next, in whatever process.
 */
export interface Attempts {
  /** Is this the first attempt? All of one turn share one statement. */
  first(id: string): Promise<boolean>;
  /** It certainly was not posted. */
  forget(id: string): Promise<void>;
}

export function slackAttempts(sql: Sql, log: Logger): Attempts {
  const idOf = (id: string) => `say:${id}`;
  const first = gather(async (asked: readonly string[]) => {
    const made = await sql<{ id: string }[]>`
      insert into chat_events (platform, id) select 'slack', id from unnest(${asked.map(idOf)}::text[]) asked(id) on conflict do nothing returning id`;
    const ids = new Set(made.map(({ id }) => id));
    return asked.map((id) => ids.has(idOf(id)));
  });
  return {
    first,
    async forget(id) {
      // Left standing it costs the next attempt a look at the channel, no more.
      await sql`delete from chat_events where platform = 'slack' and id = ${idOf(id)}`.catch((error: unknown) => log.debug({ err: error }, 'an attempt at Slack could not be forgotten'));
    },
  };
}
