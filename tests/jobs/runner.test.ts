import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startRunner } from '../../src/jobs/runner.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('one job may name a thousand notifications', async () => {
  await using database = await aDatabase();
  const runner = await startRunner({ sql: database.sql, replica: 0, log: silent, workers: false });
  await runner.send(database.sql, [{ name: 'deliver', payload: { notificationIds: Array.from({ length: 1000 }, () => randomUUID()) } }]);
  expect((await runner.depth()).depth).toBe(1);
  await runner.stop();
});

test('a job that is put off does not swallow one that is wanted now, and either is sent once', async () => {
  await using database = await aDatabase();
  const runner = await startRunner({ sql: database.sql, replica: 0, log: silent, workers: false });
  const job = (options: { delaySeconds?: number }) => ({ name: 'update-cards' as const, payload: { incidentId: 'one' }, options: { key: 'one', ...options } });
  await runner.send(database.sql, [job({ delaySeconds: 1 })]);
  await runner.send(database.sql, [job({})]);
  await runner.send(database.sql, [job({}), job({ delaySeconds: 1 })]);
  expect((await runner.depth()).depth).toBe(2);
  await runner.stop();
});

test('what waits for a chat vendor is counted, but does not make the queue look stuck; what waits for us does', async () => {
  await using database = await aDatabase();
  const runner = await startRunner({ sql: database.sql, replica: 0, log: silent, workers: false });
  await runner.send(database.sql, [{ name: 'update-cards', payload: { incidentId: 'one', platform: 'slack' } }, { name: 'tell-there', payload: { notificationIds: [randomUUID()], platform: 'slack' } }]);
  const tenMinutesPass = () => database.sql`update pgboss.job set start_after = start_after - interval '10 minutes'`;
  await tenMinutesPass();
  expect(await runner.depth()).toEqual({ depth: 2, oldestSeconds: 0 });
  await runner.send(database.sql, [{ name: 'update-cards', payload: { incidentId: 'one' } }]);
  await tenMinutesPass();
  expect((await runner.depth()).oldestSeconds).toBeGreaterThanOrEqual(600);
  await runner.stop();
});
