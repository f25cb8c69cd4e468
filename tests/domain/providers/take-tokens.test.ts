import { expect, test } from 'vitest';
import { takeTokens } from '../../../src/domain/providers/take-tokens.ts';
import { aDatabase } from '../../database.ts';

const budget = { burst: 8, perMinute: 60 };

async function aProvider() {
  const db = await aDatabase();
  const [row] = await db.sql<{ id: string }[]>`insert into providers (name, kind, config) values ('sms', 'OVH_SMS', '{}') returning id`;
  return { db, take: (wanted: number, isPage = true) => takeTokens(db.ctx(), row!.id, budget, wanted, isPage), [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
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
