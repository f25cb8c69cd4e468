import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { nobody, system, type Actor, type Context } from '../src/context.ts';
import { connect, drizzleOver, type Address, type Db, type Sql } from '../src/db/client.ts';
import { enqueueOn } from '../src/db/transaction.ts';
import { builtInGroups, type BuiltInGroup, type Codename } from '../src/permissions.ts';
import type { Job, Queue } from '../src/queue.ts';
import { silent } from './log.ts';

export interface TestDatabase extends AsyncDisposable {
  address: Required<Omit<Address, 'url'>>;
  sql: Sql;
  db: Db;
  /** What was sent to the queue, in order; nothing is carried out. */
  jobs: Job[];
  ctx(actor?: Actor): Context;
  /** Moves the database's clock. @param by such as '5 minutes' */
  advance(by: string): Promise<void>;
}

/** A fresh database with today's schema, copied from the template; gone when the test ends. */
export async function aDatabase(): Promise<TestDatabase> {
  const server = inject('server');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = connect({ ...server, database: 'postgres' }, { max: 1, name: 'tests' });
  await admin.unsafe(`create database ${name} template template_imas strategy file_copy`);
  const address = { ...server, database: name };
  const sql = connect(address, { max: 5, name: 'test' });
  const db = drizzleOver(sql);
  const jobs: Job[] = [];
  const queue: Queue = { send: async (_, sent) => void jobs.push(...sent) };
  return {
    address, sql, db, jobs,
    ctx: (actor = system('test')) => ({ actor, db, sql, log: silent, queue, enqueue: enqueueOn({ queue }, sql), inTransaction: false }),
    async advance(by) { await sql`update test_clock set shift = shift + ${by}::interval`; },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** A person with exactly these permissions, or those of a built-in group. */
export function aPerson(userId: string, may: BuiltInGroup | readonly Codename[], manages: readonly string[] = []): Actor {
  return { kind: 'person', userId, username: 'tess', permissions: new Set(typeof may === 'string' ? builtInGroups[may] : may), manages: new Set(manages), via: 'api' };
}
export { nobody };
