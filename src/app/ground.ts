import { join } from 'node:path';
import type { Logger } from 'pino';
import { releaseDoings } from '../chat/once.ts';
import type { Config } from '../config.ts';
import { system, type Context } from '../context.ts';
import { connect, drizzleOver, type Address, type Sql } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { enqueueOn } from '../db/transaction.ts';
import { releaseClaims } from '../domain/notifications/claim.ts';
import { ensureBuiltInGroups } from '../domain/people/ensure-built-in-groups.ts';
import { joinReplicas } from '../jobs/replica.ts';
import { startRunner, type Runner } from '../jobs/runner.ts';
import type { Queue } from '../queue.ts';
import { projectRoot } from '../root.ts';
import type { Keys, Sealer } from '../secrets.ts';
import { sealAnew } from './seal-anew.ts';
import { checkKeys, readKeys } from './secret-key.ts';

/** How long a statement may go unanswered before its connection counts as dead, milliseconds (promise R3). Chores may take longer. */
export const patienceMs = 10_000;

/** What is ended, the last first. */
export type Closing = (() => Promise<unknown>)[];

/** What everything stands on: the database as it should be, the keys, our place among the replicas, the queue. */
export interface Ground {
  sql: Sql;
  ctx: Context;
  /** The same on connections of its own, and few, for cards and rooms: however many wait for each other, pages do not. */
  calm: Context;
  keys: Keys;
  sealer: Sealer;
  /** Our number in `replicas`; 0 for the command line, which is none. */
  replica: number;
  runner: Runner;
  /** Names of the migrations that were applied now. */
  migrated: readonly string[];
}

interface Laying { config: Config; address: Address; log: Logger; /** Does it work from the queue? The command line does not. */ serve: boolean; closing: Closing; /** Another process fell, and what it held is free: what it had not finished is to be carried out. */ resume: () => Promise<unknown> }

/** Migrates, connects, joins the replicas and opens the queue. */
export async function layGround({ config, address, log, serve, closing, resume }: Laying): Promise<Ground> {
  const migrated = await migrateFirst(address);
  const sql = connect(address, { max: serve ? 16 : 3, name: 'imas', patienceMs });
  closing.push(() => sql.end({ timeout: 5 }));
  const db = drizzleOver(sql);
  const keys = readKeys(config);
  const sealer = await checkKeys(sql, keys);

  const queueSql = connect(address, { max: serve ? 6 : 2, name: 'imas-queue', patienceMs });
  drizzleOver(queueSql);
  closing.push(() => queueSql.end({ timeout: 5 }));
  const opened = Promise.withResolvers<Runner>();
  let queue: Queue = { send: async () => { throw new Error('The queue is not open yet.'); } };
  const lazily: Queue = { send: (on, jobs) => queue.send(on, jobs) };
  const ctx: Context = { actor: system('IMAS'), db, sql, log, queue: lazily, enqueue: enqueueOn({ queue: lazily }, sql), inTransaction: false };
  const onDeath = async (dead: number): Promise<void> => {
    const runner = await opened.promise;
    await sql`update posted_cards set lease_by = null where lease_by = ${dead}`;
    await releaseClaims(ctx, dead);
    await runner.release(dead);
    await releaseDoings(sql, dead);
    await resume();
  };
  const own = connect(address, { max: 1, name: 'imas-replica', patienceMs });
  closing.push(() => own.end({ timeout: 1 }));
  const replica = serve ? await joinReplicas({ sql, own, log, onDeath }) : { id: 0, stop: async () => {} };
  closing.push(() => replica.stop());
  if (serve) {
    const sealed = await sealAnew(sql, sealer, replica.id);
    if (sealed > 0) log.info({ sealed }, 'secrets of a former key are sealed with the current one');
  }
  const calmSql = connect(address, { max: 4, name: 'imas-cards', patienceMs: 6 * patienceMs, byKeys: true });
  closing.push(() => calmSql.end({ timeout: 5 }));
  const calm: Context = { ...ctx, db: drizzleOver(calmSql), sql: calmSql, enqueue: enqueueOn({ queue: lazily }, calmSql) };
  const runner = await startRunner({ sql: queueSql, replica: replica.id, log, workers: serve });
  closing.push(() => runner.stop());
  queue = runner;
  opened.resolve(runner);
  await ensureBuiltInGroups(ctx);
  return { sql, ctx, calm, keys, sealer, replica: replica.id, runner, migrated };
}

/** Migrating takes as long as it takes, and waits for whoever else is at it. */
async function migrateFirst(address: Address): Promise<readonly string[]> {
  const sql = connect(address, { max: 1, name: 'imas-migrations' });
  return migrate(sql, join(projectRoot(), 'migrations')).finally(() => sql.end({ timeout: 5 }));
}
