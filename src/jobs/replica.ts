import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Sql } from '../db/client.ts';

/** First half of the advisory lock's key; the second is our number. */
const lockSpace = 4_927_302;
const lookEveryMs = 1000;

export interface Replica {
  /** Our number in `replicas`: what we claim carries it. */
  id: number;
  stop(): Promise<void>;
}

/**
 * Makes this process known and watches over the others. Each holds an advisory lock on a connection of its own: when a
 * process dies, however it dies, the database drops the connection and the lock, and whoever sees it first calls `onDeath` once.
 */
export async function joinReplicas({ sql, log, onDeath }: { sql: Sql; log: Logger; onDeath(replica: number): Promise<void> }): Promise<Replica> {
  const [row] = await sql<{ id: number }[]>`insert into replicas (host, pid) values (${hostname()}, ${process.pid}) returning id`;
  const id = row!.id;
  let connection = await sql.reserve();
  await connection`select pg_advisory_lock(${lockSpace}, ${id})`;
  let stopped = false;
  let looking = Promise.resolve();

  const look = async (): Promise<void> => {
    try {
      await connection`select 1 from replicas where id = ${id}`;
    } catch (error) {
      // The connection fell, and our lock with it: others may think us dead. Come back under the same number.
      log.warn({ err: error }, 'lost the connection that says we live; making a new one');
      connection.release();
      connection = await sql.reserve();
      await connection`select pg_advisory_lock(${lockSpace}, ${id})`;
      await connection`insert into replicas (id, host, pid) overriding system value values (${id}, ${hostname()}, ${process.pid}) on conflict (id) do nothing`;
    }
    const dead = await sql<{ id: number }[]>`
      delete from replicas r where r.id <> ${id} and r.started_at < now() - interval '2 seconds'
        and not exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = ${lockSpace} and l.objid = r.id::bigint and l.database = (select oid from pg_database where datname = current_database()))
      returning r.id`;
    for (const replica of dead) {
      log.warn({ replica: replica.id }, 'a replica is gone; taking over what it held');
      await onDeath(replica.id);
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(() => (stopped ? undefined : look())).catch((error: unknown) => log.warn({ err: error }, 'could not look after the other replicas'));
  }, lookEveryMs);
  looking = look().catch((error: unknown) => log.warn({ err: error }, 'could not look after the other replicas'));

  return {
    id,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await connection`select pg_advisory_unlock(${lockSpace}, ${id})`.catch(() => undefined);
      connection.release();
      await sql`delete from replicas where id = ${id}`.catch(() => undefined);
    },
  };
}
