import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import { gather } from '../db/gather.ts';
import type { FarPlatform } from '../queue.ts';
import { atMostEvery } from './at-most-every.ts';

/** How a message stands when somebody sets about it: nobody tried before, somebody did, somebody is at it now. */
export type Standing = 'first' | 'again' | 'taken';

/**
 * Which messages somebody may have posted already, and who is at it now. The note is written before the call, so a process
 * that was killed in between, or whose answer was lost, is known of by whoever tries next, in whatever process.
 */
export interface Attempts {
  /**
   * What is ours is held until `end` or `forget`; all of one turn share one statement.
   * @param seconds who has held it for so long has died over it
   */
  take(id: string, seconds: number): Promise<Standing>;
  /** After waiting: is it still ours? If so it is held anew. */
  still(id: string): Promise<boolean>;
  /** It came to its end, in doubt. */
  end(id: string): Promise<void>;
  /** It was posted; noted in a moment, together with others. */
  endSoon(id: string): void;
  /** It certainly was not posted. */
  forget(id: string): Promise<void>;
}

/** Milliseconds; whoever wants the same message meanwhile, in another process, comes again. */
const notedEveryMs = 250;

export function attemptsAt(platform: FarPlatform, sql: Sql, log: Logger): Attempts {
  const own = randomUUID();
  const idOf = (id: string) => `say:${id}`;
  // Left standing it costs the next attempt a moment, and a look at the channel.
  const noted = (error: unknown): void => log.debug({ err: error, platform }, 'an attempt at a message could not be noted');
  const take = gather(async (asked: readonly { id: string; seconds: number }[]) => {
    const made = await sql<{ id: string; is_first: boolean }[]>`
      insert into chat_events (platform, id, what) select distinct ${platform}, id, ${own} from unnest(${asked.map(({ id }) => idOf(id))}::text[]) asked(id)
      on conflict (platform, id) do update set what = excluded.what, seen_at = imas_now()
        where chat_events.what is null or chat_events.seen_at < imas_now() - make_interval(secs => (
          select min(seconds) from unnest(${asked.map(({ id }) => idOf(id))}::text[], ${asked.map(({ seconds }) => seconds)}::float8[]) a(id, seconds) where a.id = chat_events.id))
      returning id, xmax = 0 as is_first`;
    const standing = new Map(made.map(({ id, is_first }) => [id, is_first ? 'first' as const : 'again' as const]));
    return asked.map(({ id }): Standing => standing.get(idOf(id)) ?? 'taken');
  });
  const endAll = async (ids: readonly string[]): Promise<void> => {
    await sql`update chat_events set what = null where platform = ${platform} and id = any(${ids.map(idOf)}::text[]) and what = ${own}`.catch(noted);
  };
  const end = gather(async (ids: readonly string[]) => {
    await endAll(ids);
    return ids.map(() => undefined);
  });
  /** Posted, and not noted yet. */
  const posted = new Set<string>();
  let noting = Promise.resolve();
  const noteAll = (): Promise<void> => {
    noting = noting.then(async () => {
      // Only now: whoever waited for the note before this one may have taken theirs again.
      const ids = [...posted];
      if (ids.length > 0) await endAll(ids);
      for (const id of ids) posted.delete(id);
    });
    return noting;
  };
  const soon = atMostEvery(notedEveryMs, () => void noteAll());
  return {
    async take(id, seconds) {
      if (posted.has(id)) await noteAll();
      return take({ id, seconds });
    },
    end,
    endSoon(id) {
      posted.add(id);
      soon.soon();
    },
    async still(id) {
      return (await sql`update chat_events set seen_at = imas_now() where platform = ${platform} and id = ${idOf(id)} and what = ${own} returning 1`).length > 0;
    },
    async forget(id) {
      await sql`delete from chat_events where platform = ${platform} and id = ${idOf(id)} and what = ${own}`.catch(noted);
    },
  };
}
