import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import type { FarPlatform } from '../queue.ts';

/** A second press of the same button by the same person within this time is one press. */
const doubleClickSeconds = 2;

/** What was delivered already, remembered for every replica. */
export interface Once {
  /** Is this the first delivery? Platforms repeat what they think we did not take. @param id such as `event:Ev1`, `command:1.2` */
  first(id: string): Promise<boolean>;
  /** Is this a press of its own, and not the second half of a double click? @param what which button of the message; another one in between begins anew */
  single(message: string, what: string): Promise<boolean>;
}

/** Once only (promise S2). Where the store is away everything counts as new: carried out twice is better than never. */
export function onceOver(platform: FarPlatform, { sql, log }: { sql: Sql; log: Logger }): Once {
  const orNew = (asking: PromiseLike<readonly unknown[]>): Promise<boolean> => Promise.resolve(asking).then((rows) => rows.length > 0, (error: unknown) => {
    log.warn({ err: error, platform }, 'it could not be read whether a platform delivered this before');
    return true;
  });
  return {
    first: (id) => orNew(sql`insert into chat_events (platform, id) values (${platform}, ${id}) on conflict do nothing returning 1`),
    single: (message, what) => orNew(sql`
      insert into chat_events (platform, id, what) values (${platform}, ${message}, ${what})
      on conflict (platform, id) do update set what = excluded.what, seen_at = imas_now()
      where chat_events.what is distinct from excluded.what or chat_events.seen_at < imas_now() - make_interval(secs => ${doubleClickSeconds}) returning 1`),
  };
}
