import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';

/** First half of the advisory lock's key; the second is our number. Held as long as a replica lives. */
export const lockSpace = 4_927_302;
const lookEveryMs = 700;
/** So often in a row a replica must be seen without its lock: after a restart of the database all come back a moment apart. */
const sightings = 3;

export interface Replica {
  /** Our number in `replicas`: what we claim carries it. */
  id: number;
  stop(): Promise<void>;
}

/**
 * Makes this process known and watches over the others. Each holds an advisory lock on a connection of its own: when a
 * process dies, however it dies, the database drops the connection and the lock, and whoever sees it calls `onDeath`,
 * which may be called by several and again. A process that stops leaves its row, so that what it left is given back too.
 * @param own a pool of one connection, for nothing but this: its session is what says that we live
 */
export async function joinReplicas({ sql, own, log, onDeath }: { sql: Sql; own: Sql; log: Logger; onDeath(replica: number): Promise<void> }): Promise<Replica> {
  const [row] = await sql<{ id: number }[]>`insert into replicas (host, pid) values (${hostname()}, ${process.pid}) returning id`;
  const id = row!.id;
  await own`select pg_advisory_lock(${lockSpace}, ${id})`;
  const suspects = new Map<number, number>();
  let stopped = false;

  const look = async (): Promise<void> => {
    const [seen] = await own<{ held: boolean; silent: number[] }[]>`
      with locks as (select l.objid, l.pid from pg_locks l where l.locktype = 'advisory' and l.granted and l.classid = ${lockSpace} and l.database = (select oid from pg_database where datname = current_database()))
      select exists (select from locks where objid = ${id}::bigint and pid = pg_backend_pid()) as held,
        array(select r.id from replicas r where r.id <> ${id} and r.started_at < now() - interval '2 seconds' and not exists (select from locks where objid = r.id::bigint)) as silent`;
    // The connection fell, and our lock with it: others may think us dead, and we them. Come back under the same number.
    if (!seen!.held) {
      log.warn('lost the connection that says we live; this is a new one');
      suspects.clear();
      await own`select pg_try_advisory_lock(${lockSpace}, ${id})`;
      await own`insert into replicas (id, host, pid) overriding system value values (${id}, ${hostname()}, ${process.pid}) on conflict (id) do nothing`;
      return;
    }
    for (const suspect of suspects.keys()) if (!seen!.silent.includes(suspect)) suspects.delete(suspect);
    for (const silent of seen!.silent) {
      const times = (suspects.get(silent) ?? 0) + 1;
      suspects.set(silent, times);
      if (times < sightings) continue;
      const [gone] = await sql<{ has_left: boolean }[]>`select left_at is not null as has_left from replicas where id = ${silent}`;
      log[gone?.has_left === false ? 'info' : 'debug']({ replica: silent }, 'a replica is gone; taking over what it held');
      await onDeath(silent);
      // Only now: whoever fell in between would have left it to nobody.
      await sql`delete from replicas where id = ${silent}`;
      suspects.delete(silent);
    }
  };
  const lookQuietly = (): Promise<void> => look().catch(async (error: unknown) => {
    log.warn({ err: error }, 'could not look after the other replicas');
    // With the connection our lock fell: at once again, before the others have missed it too often.
    if (!stopped) await look().catch(() => undefined);
  });
  let looking = lookQuietly();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || stopped) return;
    busy = true;
    looking = lookQuietly().finally(() => { busy = false; });
  }, lookEveryMs);

  return {
    id,
    async stop() {
      stopped = true;
      clearInterval(timer);
      // A death that is being looked after when we stop is looked after by the next.
      await Promise.race([looking, new Promise((over) => setTimeout(over, 1000).unref())]);
      await own`update replicas set left_at = now() where id = ${id}`.catch(() => undefined);
      await own`select pg_advisory_unlock(${lockSpace}, ${id})`.catch(() => undefined);
    },
  };
}
