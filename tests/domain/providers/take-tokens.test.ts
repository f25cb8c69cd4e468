import { expect, test } from 'vitest';
import { takeTokens } from '../../../src/domain/providers/take-tokens.ts';
import { budgetOf, type Budget } from '../../../src/domain/providers/limits.ts';
import { aDatabase } from '../../database.ts';

const budget = { minute: { burst: 8, perMinute: 60 }, hour: { burst: 1000, perMinute: 1000 } };

async function aProvider(given: Budget = budget) {
  const db = await aDatabase();
  const [row] = await db.sql<{ id: string }[]>`insert into providers (name, kind, config) values ('sms', 'OVH_SMS', '{}') returning id`;
  return { db, take: (wanted: number, isPage = true) => takeTokens(db.ctx(), row!.id, given, wanted, isPage), [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

test('what there is may leave at once, the rest when there is room again', async () => {
  await using it = await aProvider();
  expect(await it.take(5)).toEqual({ taken: 5, waitSeconds: 0 });
  expect((await it.take(5)).taken).toBe(3);
  expect(await it.take(1)).toMatchObject({ taken: 0, waitSeconds: 1 });
  await it.db.advance('3 seconds');
  expect((await it.take(5)).taken).toBe(3);
});

test('it never holds more than its burst', async () => {
  await using it = await aProvider();
  await it.take(1);
  await it.db.advance('1 hour');
  expect((await it.take(100)).taken).toBe(8);
});

test('a quarter is kept for pages', async () => {
  await using it = await aProvider();
  expect((await it.take(8, false)).taken).toBe(6);
  expect((await it.take(8, false)).taken).toBe(0);
  expect((await it.take(8)).taken).toBe(2);
});

test('replicas that take at the same moment share one budget', async () => {
  await using it = await aProvider();
  const all = await Promise.all(Array.from({ length: 5 }, () => it.take(3)));
  expect(all.reduce((sum, one) => sum + one.taken, 0)).toBe(8);
});

test.each([1, 2, 3, 7, 100])('a limit of %i an hour is kept within any hour, and half of it may leave at once', async (most) => {
  await using it = await aProvider(budgetOf('SMTP', { perMinute: null, perHour: most })!);
  const first = (await it.take(1000)).taken;
  expect(first).toBe(Math.ceil(most / 2));
  let taken = first;
  for (let minutes = 1; minutes < 60; minutes++) {
    await it.db.advance('1 minute');
    taken += (await it.take(1000)).taken;
  }
  expect(taken).toBeLessThanOrEqual(most);
  expect(taken).toBeGreaterThanOrEqual(most - 1);
});

test('who waits for the hour is told how long, though the minute has room', async () => {
  await using it = await aProvider(budgetOf('SMTP', { perMinute: null, perHour: 2 })!);
  expect(await it.take(1)).toEqual({ taken: 1, waitSeconds: 0 });
  expect(await it.take(1)).toEqual({ taken: 0, waitSeconds: 3600 });
});

test('a lower limit holds at once', async () => {
  await using it = await aProvider();
  await it.take(1);
  const [{ provider_id: id }] = await it.db.sql<[{ provider_id: string }]>`select provider_id from provider_budgets`;
  expect((await takeTokens(it.db.ctx(), id, budgetOf('OVH_SMS', { perMinute: 2, perHour: 10 })!, 50, true)).taken).toBe(1);
});
