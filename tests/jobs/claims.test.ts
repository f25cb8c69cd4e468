import { expect, test } from 'vitest';
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
