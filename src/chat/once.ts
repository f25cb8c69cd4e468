import type { Logger } from 'pino';
import { withClaim } from '../db/claim.ts';
import { json, type Sql } from '../db/client.ts';
import { conflict } from '../errors.ts';
import type { FarPlatform } from '../queue.ts';
import type { Sealer } from '../secrets.ts';

/** A second press of the same button by the same person within this time is one press. */
const doubleClickSeconds = 2;

/** What was asked for is carried out by this process, and, where it is kept, by another one should it fall before its first transaction commits. */
export interface Doing {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** From here on it is kept, unless it was carried out meanwhile: before a platform is told that it was taken. Never rejects. */
  keep(wanted: object): Promise<void>;
  /** It was answered, or there is nothing to do about it. Never rejects. */
  end(): Promise<void>;
}
/** What stands for something that was carried out; what was asked for is kept with it until that was answered. */
const over = 'over';
/** Whoever has waited for longer has pressed again, or gone on. */
const patienceMinutes = 10;

/** What was delivered already, remembered for every replica. */
export interface Once {
  /** Is this the first delivery? Platforms repeat what they think we did not take. @param id such as `event:Ev1`, `command:1.2` */
  first(id: string): Promise<boolean>;
  /** The same, where what was asked for is kept until it is carried out: at once when it is given, else from `keep` on. @returns undefined when it was delivered before */
  begin(id: string, wanted?: object): Promise<Doing | undefined>;
  /**
   * What processes that fell have left: from now on ours to carry out, and to answer. Of what was carried out and not answered any more
   * the answer is lost: its first transaction is refused with the word that it was done.
   */
  takeOver<T>(): Promise<{ wanted: T; doing: Doing }[]>;
  /** Is this a press of its own, and not the second half of a double click? @param what which button of the message; another one in between begins anew */
  single(message: string, what: string): Promise<boolean>;
}

/**
 * Once only (promise S2). Where the store is away everything counts as new: carried out twice is better than never. What is kept is
 * sealed: people type secrets into forms, and the platforms' tokens that answer are among it.
 */
export function onceOver(platform: FarPlatform, { sql, log, sealer, replica = 0 }: { sql: Sql; log: Logger; sealer: Sealer; replica?: number | undefined }): Once {
  const orNew = (asking: PromiseLike<readonly unknown[]>): Promise<boolean> => Promise.resolve(asking).then((rows) => rows.length > 0, (error: unknown) => {
    log.warn({ err: error, platform }, 'it could not be read whether a platform delivered this before');
    return true;
  });
  const noted = (error: unknown): void => log.warn({ err: error, platform }, 'it could not be noted that something is carried out');
  const sealed = (id: string, wanted: object) => json(sealer.seal(JSON.stringify(wanted), `${platform}:${id}`));
  const doing = (id: string, wasDone = false): Doing => {
    // Marked, so that what would keep it at the same moment comes too late.
    const mine = (on: Sql) => on`platform = ${platform} and id = ${id} and taken_by = ${replica}`;
    const end = (on: Sql): Promise<unknown> => on`update chat_events set wanted = null, what = ${over} where ${mine(on)}`;
    const claim = {
      isSettled: false,
      async settle(on: Sql) {
        if (wasDone) throw conflict('chat.was_done');
        if ((await on`update chat_events set what = ${over} where ${mine(on)} returning 1`).length === 0) throw conflict('chat.done_elsewhere');
      },
    };
    return {
      run: (work) => withClaim(claim, work),
      keep: async (wanted) => void await sql`update chat_events set wanted = ${sealed(id, wanted)}::jsonb where platform = ${platform} and id = ${id} and taken_by = ${replica} and what is null`.catch(noted),
      end: async () => void await end(sql).catch(noted),
    };
  };
  const unkept: Doing = { run: (work) => work(), keep: async () => {}, end: async () => {} };
  const opened = <T>({ id, wanted, wasDone }: { id: string; wanted: string; wasDone: boolean }): { wanted: T; doing: Doing }[] => {
    try {
      return [{ wanted: JSON.parse(sealer.open(wanted, `${platform}:${id}`)) as T, doing: doing(id, wasDone) }];
    } catch (error) {
      log.error({ err: error, platform }, 'what another process left unfinished cannot be opened');
      return [];
    }
  };
  return {
    async begin(id, wanted) {
      try {
        const kept = await sql`insert into chat_events (platform, id, wanted, taken_by) values (${platform}, ${id}, ${wanted === undefined ? null : sealed(id, wanted)}::jsonb, ${replica}) on conflict do nothing returning 1`;
        return kept.length > 0 ? doing(id) : undefined;
      } catch (error) {
        log.warn({ err: error, platform }, 'what was asked for could not be kept');
        return unkept;
      }
    },
    async takeOver<T>() {
      const rows = await sql<{ id: string; wanted: string; wasDone: boolean }[]>`
        update chat_events set taken_by = ${replica} where platform = ${platform} and wanted is not null and taken_by is null and seen_at > imas_now() - make_interval(mins => ${patienceMinutes}) returning id, wanted, what is not distinct from ${over} as "wasDone"`;
      return rows.flatMap((row) => opened<T>(row));
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
