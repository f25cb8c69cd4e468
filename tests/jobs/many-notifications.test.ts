import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startRunner } from '../../src/jobs/runner.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('a job that carries a hundred notifications fits into the queue', async () => {
  await using db = await aDatabase();
  const runner = await startRunner({ sql: db.sql, replica: 0, log: silent, workers: false });
  const notificationIds = Array.from({ length: 100 }, () => randomUUID());
  await runner.send(db.sql, [{ name: 'deliver', payload: { notificationIds } }]);
  const [job] = await db.sql<{ data: { payload: unknown } }[]>`select data from pgboss.job where name = 'paging'`;
  expect(job?.data.payload).toEqual({ notificationIds });
  await runner.stop();
});
