import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { makeLog } from '../../src/app/log.ts';
import { connect, type Sql } from '../../src/db/client.ts';
import { bossDatabase } from '../../src/jobs/pg-boss-database.ts';
import { joinReplicas } from '../../src/jobs/replica.ts';
import { aDatabase, type TestDatabase } from '../database.ts';
import { silent } from '../log.ts';

async function aReplica(database: TestDatabase, told: (dead: number) => void = () => undefined, log = silent) {
  const own = connect(database.address, { max: 1, name: 'replica' });
  const replica = await joinReplicas({ sql: database.sql, own, log, onDeath: async (dead) => told(dead) });
  return { own, replica, [Symbol.asyncDispose]: async () => { await replica.stop(); await own.end({ timeout: 1 }); } };
}
const holders = (sql: Sql, id: number) => sql<{ pid: number }[]>`select pid from pg_locks where locktype = 'advisory' and granted and objid = ${id}::bigint and database = (select oid from pg_database where datname = current_database())`;

test('a replica whose connection fell comes back under its number, and is not taken for dead meanwhile', async () => {
  await using database = await aDatabase();
  await using one = await aReplica(database);
  const deaths: number[] = [];
  await database.sql`update replicas set started_at = now() - interval '1 minute'`;
  await using _other = await aReplica(database, (dead) => deaths.push(dead));
  const [before] = await holders(database.sql, one.replica.id);
  await database.sql`select pg_terminate_backend(${before!.pid})`;
  await expect.poll(async () => (await holders(database.sql, one.replica.id)).map(({ pid }) => pid !== before!.pid), { timeout: 10_000 }).toEqual([true]);
  expect(deaths).toEqual([]);
  expect(await database.sql`select 1 from replicas where id = ${one.replica.id}`).toHaveLength(1);
});

test('what a replica held is given back before its row goes', async () => {
  await using database = await aDatabase();
  const [dead] = await database.sql<{ id: number }[]>`insert into replicas (host, pid, started_at) values ('gone', 1, now() - interval '1 minute') returning id`;
  const rowsAtDeath = Promise.withResolvers<number>();
  await using _one = await aReplica(database, (id) => void database.sql`select 1 from replicas where id = ${id}`.then((rows) => rowsAtDeath.resolve(rows.length)));
  expect(await rowsAtDeath.promise).toBe(1);
  await expect.poll(() => database.sql`select 1 from replicas where id = ${dead!.id}`, { timeout: 10_000 }).toHaveLength(0);
});

test.each([['that stopped in order', false], ['that fell', true]])('a replica %s is taken over from; does the log say that it is gone? %s', async (_, says) => {
  await using database = await aDatabase();
  const first = await aReplica(database);
  if (!says) await first.replica.stop();
  await first.own.end({ timeout: 1 });
  await database.sql`update replicas set started_at = now() - interval '1 minute'`;
  const over = Promise.withResolvers<number>();
  const lines: string[] = [];
  await using _next = await aReplica(database, over.resolve, makeLog('info', new Writable({ write(chunk: Buffer, _, done) { lines.push(chunk.toString()); done(); } })));
  expect(await over.promise).toBe(first.replica.id);
  expect(lines.some((line) => line.includes('a replica is gone'))).toBe(says);
});

test('a script whose connection falls does not spoil the pool for whoever asks next', async () => {
  await using database = await aDatabase();
  const sql = connect(database.address, { max: 1, name: 'one' });
  await expect(bossDatabase(sql).executeSql('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
  // Until src/bundle-repairs.ts: the driver answers the first two on a new connection with what the old one left.
  for (let n = 0; n < 2; n++) await sql`select 1`.catch(() => undefined);
  expect(await Promise.race([sql`select 1 as one`, new Promise((late) => setTimeout(late, 5000, 'no answer'))])).toMatchObject([{ one: 1 }]);
  await sql.end({ timeout: 1 });
});
