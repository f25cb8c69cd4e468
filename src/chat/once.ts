import type { Logger } from 'pino';
import { withClaim } from '../db/claim.ts';
import { json, type Sql } from '../db/client.ts';
import { conflict } from '../errors.ts';
import type { FarPlatform } from '../queue.ts';

/** A second press of the same button by the same person within this time is one press. */
const doubleClickSeconds = 2;

/** What was asked for is carried out by this process, and by another one should it fall before its first transaction commits. */
export interface Doing {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** It was answered, or there is nothing to do about it. Never rejects. */
  end(): Promise<void>;
}
/** Whoever has waited for longer has pressed again, or gone on. */
const patienceMinutes = 10;

/** What was delivered already, remembered for every replica. */
export interface Once {
  /** Is this the first delivery? Platforms repeat what they think we did not take. @param id such as `event:Ev1`, `command:1.2` */
  first(id: string): Promise<boolean>;
  /** The same, where what was asked for is kept until it is carried out; undefined: it was delivered before. */
  begin(id: string, wanted: object): Promise<Doing | undefined>;
  /** What processes that fell have left: from now on ours to carry out. */
  takeOver<T>(): Promise<{ wanted: T; doing: Doing }[]>;
  /** Is this a press of its own, and not the second half of a double click? @param what which button of the message; another one in between begins anew */
  single(message: string, what: string): Promise<boolean>;
}

/** Once only (promise S2). Where the store is away everything counts as new: carried out twice is better than never. */
export function onceOver(platform: FarPlatform, { sql, log, replica = 0 }: { sql: Sql; log: Logger; replica?: number | undefined }): Once {
  const orNew = (asking: PromiseLike<readonly unknown[]>): Promise<boolean> => Promise.resolve(asking).then((rows) => rows.length > 0, (error: unknown) => {
    log.warn({ err: error, platform }, 'it could not be read whether a platform delivered this before');
    return true;
  });
  const doing = (id: string): Doing => {
    const end = async (on: Sql): Promise<number> => (await on`update chat_events set wanted = null where platform = ${platform} and id = ${id} and taken_by = ${replica} returning 1`).length;
    const claim = {
      isSettled: false,
      async settle(on: Sql) { if (await end(on) === 0) throw conflict('chat.done_elsewhere'); },
    };
    return { run: (work) => withClaim(claim, work), end: async () => void await end(sql).catch((error: unknown) => log.warn({ err: error, platform }, 'it could not be noted that something was carried out')) };
  };
  const unkept: Doing = { run: (work) => work(), end: async () => {} };
  return {
    async begin(id, wanted) {
      try {
        const kept = await sql`insert into chat_events (platform, id, wanted, taken_by) values (${platform}, ${id}, ${json(wanted)}::jsonb, ${replica}) on conflict do nothing returning 1`;
        return kept.length > 0 ? doing(id) : undefined;
      } catch (error) {
        log.warn({ err: error, platform }, 'what was asked for could not be kept');
        return unkept;
      }
    },
    async takeOver<T>() {
      const rows = await sql<{ id: string; wanted: T }[]>`
        update chat_events set taken_by = ${replica} where platform = ${platform} and wanted is not null and taken_by is null and seen_at > imas_now() - make_interval(mins => ${patienceMinutes}) returning id, wanted`;
      return rows.map(({ id, wanted }) => ({ wanted, doing: doing(id) }));
    },
    first: (id) => orNew(sql`insert into chat_events (platform, id) values (${platform}, ${id}) on conflict do nothing returning 1`),
    single: (message, what) => orNew(sql`
      insert into chat_events (platform, id, what) values (${platform}, ${message}, ${what})
      on conflict (platform, id) do update set what = excluded.what, seen_at = imas_now()
      where chat_events.what is distinct from excluded.what or chat_events.seen_at < imas_now() - make_interval(secs => ${doubleClickSeconds}) returning 1`),
  };
}

/** What a replica that fell was carrying out is anybody's. */
export async function releaseDoings(sql: Sql, replica: number): Promise<void> {
  await sql`update chat_events set taken_by = null where wanted is not null and taken_by = ${replica}`;
}
