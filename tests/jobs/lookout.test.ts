import { expect, test } from 'vitest';
import { startLookout } from '../../src/jobs/lookout.ts';
import { startRunner } from '../../src/jobs/runner.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('queues that hold a job which is due are woken, and no others', async () => {
  await using database = await aDatabase();
  const runner = await startRunner({ sql: database.sql, replica: 0, log: silent, workers: false });
  const job = (platform?: 'slack', options = {}) => ({ name: 'update-cards' as const, payload: { incidentId: 'one', ...(platform === undefined ? {} : { platform }) }, options });
  await runner.send(database.sql, [job(), job('slack', { delaySeconds: 600 })]);
  const woken: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const lookout = startLookout({ sql: database.sql, log: silent, queues: ['paging', 'chat', 'afar'], wake: (queue) => { woken.push(queue); resolve(); } });
  await promise;
  await lookout.stop();
  expect(woken).toEqual(['chat']);
  await runner.stop();
});
