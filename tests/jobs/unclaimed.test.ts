import { expect, test } from 'vitest';
import { startRunner } from '../../src/jobs/runner.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('a job whose taker died before claiming it is given back; one that is claimed is not', async () => {
  await using db = await aDatabase();
  const runner = await startRunner({ sql: db.sql, replica: 1, log: silent, workers: false });
  await runner.send(db.sql, ['nobody', 'alive'].map((incidentId) => ({ name: 'open-room' as const, payload: { incidentId, automatic: true } })));
  await db.sql`update pgboss.job set state = 'active', started_on = now() - interval '2 seconds' where name = 'chat'`;
  await db.sql`insert into job_claims (job_id, queue, replica) select id, name, 1 from pgboss.job where data #>> '{payload,incidentId}' = 'alive'`;
  expect(await runner.release(99)).toBe(1);
  expect(await db.sql`select data #>> '{payload,incidentId}' as about, state from pgboss.job where name = 'chat' order by 1`).toEqual([{ about: 'alive', state: 'active' }, { about: 'nobody', state: 'retry' }]);
  await runner.stop();
});
