import { expect, test } from 'vitest';
import type { Sql } from '../../src/db/client.ts';
import { jobClaims } from '../../src/jobs/claims.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

const claimed = (sql: Awaited<ReturnType<typeof aDatabase>>['sql']) => sql`select queue, replica from job_claims`;

test('jobs that are over are claimed no longer, unless another replica has taken them up', async () => {
  await using db = await aDatabase();
  const [ours, theirs] = [1, 2].map((replica) => jobClaims({ sql: db.sql, replica, log: silent }));
  const ids = [crypto.randomUUID(), crypto.randomUUID()];
  await ours!.take(db.sql, ids, 'chat');
  await theirs!.take(db.sql, [ids[1]!], 'chat');
  ours!.over(ids);
  await ours!.stop();
  expect(await claimed(db.sql)).toEqual([{ queue: 'chat', replica: 2 }]);
});

test('a job that failed and is ours again stays claimed', async () => {
  await using db = await aDatabase();
  const claims = jobClaims({ sql: db.sql, replica: 1, log: silent });
  const [job, other] = [crypto.randomUUID(), crypto.randomUUID()];
  claims.over([other]);
  claims.over([job]);
  await claims.take(db.sql, [job], 'chat');
  await claims.stop();
  expect(await claimed(db.sql)).toEqual([{ queue: 'chat', replica: 1 }]);
});

test('claims that could not be forgotten are forgotten with the next ones', async () => {
  await using db = await aDatabase();
  let isAway = true;
  const sql = ((...asked: Parameters<Sql>) => (isAway ? Promise.reject(new Error('away')) : db.sql(...asked))) as unknown as Sql;
  const claims = jobClaims({ sql, replica: 1, log: silent });
  const job = crypto.randomUUID();
  await claims.take(db.sql, [job], 'chat');
  claims.over([job]);
  await new Promise((turn) => { setImmediate(turn); });
  isAway = false;
  await claims.stop();
  expect(await claimed(db.sql)).toEqual([]);
});
