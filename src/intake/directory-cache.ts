import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';
import type { Directory } from '../domain/sources/directory.ts';
import { loadDirectory } from '../domain/sources/load-directory.ts';

/** The configuration by which posts are authenticated and placed, kept in memory and exact where it counts. */
export interface DirectoryCache {
  /** As of the last change that was told: for looking at tokens, costs nothing. */
  latest(): Promise<Directory>;
  /** As of this version, or newer: read again only when something changed. */
  current(at: { sql: Sql; version: number }): Promise<Directory>;
  stop(): Promise<void>;
}

/** Longer than this a sender does not wait for a database that is silent: tokens are looked up as they were last known. */
const patienceMs = 500;

export async function cacheDirectory(sql: Sql, log: Logger): Promise<DirectoryCache> {
  let held: Directory | undefined;
  /** The last one that was read, for while the database cannot be asked. */
  let last: Directory | undefined;
  let loading: Promise<Directory> | undefined;
  let changes = 0;
  /** What changed while it was read may not be in it. */
  const read = async (on: Sql): Promise<Directory> => {
    const before = changes;
    const directory = await loadDirectory(on);
    if (changes === before) held = last = directory;
    return directory;
  };
  const reload = (): Promise<Directory> => {
    if (loading !== undefined) return loading;
    const mine = read(sql).finally(() => { if (loading === mine) loading = undefined; });
    return (loading = mine);
  };
  const stale = (): void => {
    changes++;
    held = loading = undefined;
  };
  // A commit that changes it tells every replica; after a lost connection anything may have changed.
  const listening = await sql.listen('imas_configuration', stale, stale).catch((error: unknown) => {
    log.warn({ err: error }, 'not told of configuration changes');
    return undefined;
  });
  return {
    async latest() {
      if (held !== undefined) return held;
      const known = last;
      if (known === undefined) return reload();
      const { promise, resolve } = Promise.withResolvers<Directory>();
      const timer = setTimeout(resolve, patienceMs, known);
      return Promise.race([reload().catch(() => known), promise]).finally(() => clearTimeout(timer));
    },
    async current({ sql: on, version }) {
      if (held?.version === version) return held;
      return read(on);
    },
    stop: async () => { await listening?.unlisten().catch(() => undefined); },
  };
}
