import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';

/** First half of the advisory lock's key; the second is the server's. */
const lockSpace = 4_927_303;
const lookEveryMs = 1000;
/** A host that vanished without closing its connection holds the lock no longer than this; whoever lives looks every second. */
const lifeMs = 6000;

/**
 * Lets one of all replicas do something: whoever holds an advisory lock on a connection of its own. When that process dies,
 * however it dies, the database drops the connection and the lock, and another one has it within a second or two; when its whole
 * host vanished, the database ends the session that asks nothing any more.
 * @param own a pool of one connection, for nothing but this
 */
export function oneHolder({ own, key, log, held, lost }: { own: Sql; key: string; log: Logger; held(): void; lost(): void }): { isHeld(): boolean; stop(): Promise<void> } {
  let isHeld = false;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const [now] = await own<{ mine: boolean }[]>`
      with alive as (select case when current_setting('server_version_num')::int >= 140000 then set_config('idle_session_timeout', ${String(lifeMs)}, false) end as timeout)
      select case when exists (select from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${lockSpace} and l.objid::bigint = (hashtext(${key})::bigint & 4294967295) and l.pid = pg_backend_pid()
        and l.database = (select oid from pg_database where datname = current_database())) then true else pg_try_advisory_lock(${lockSpace}, hashtext(${key})) end as mine from alive`;
    if (now!.mine === isHeld) return;
    isHeld = now!.mine;
    if (isHeld) held();
    else lost();
  };
  const lookQuietly = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      log.warn({ err: error }, 'it could not be seen who holds the gateway');
      // The lock fell with the connection; another one may have it by now.
      if (isHeld && !isStopping) await look().catch(() => undefined);
    }
    if (!isStopping) timer = setTimeout(() => { looking = lookQuietly(); }, lookEveryMs);
  };
  let looking = lookQuietly();

  return {
    isHeld: () => isHeld,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await looking;
      if (isHeld) lost();
      isHeld = false;
      await own`select pg_advisory_unlock(${lockSpace}, hashtext(${key}))`.catch(() => undefined);
    },
  };
}
