import { expect, test } from 'vitest';
import { transaction } from '../src/db/transaction.ts';
import { json, list } from '../src/db/client.ts';
import { aDatabase } from './database.ts';

test('raw statements see dates, numbers and parsed JSON in a transaction as outside', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const seen = await transaction(ctx, async (tx) => {
    const [row] = await tx.sql<{ at: Date; big: number; doc: { a: number } }[]>`select imas_now() as at, 5::bigint as big, ${json({ a: 1 })}::jsonb as doc`;
    expect(tx.now).toBeInstanceOf(Date);
    return row!;
  });
  expect(seen.at).toBeInstanceOf(Date);
  expect(seen).toMatchObject({ big: 5, doc: { a: 1 } });
});

test('the clock of a test can be moved', async () => {
  await using database = await aDatabase();
  await database.advance('1 hour');
  const [row] = await database.sql<{ ahead: number }[]>`select extract(epoch from imas_now() - now())::int as ahead`;
  expect(row!.ahead).toBe(3600);
});

test('a list of booleans arrives as it was', async () => {
  await using db = await aDatabase();
  const rows = await db.sql<{ is: boolean | null }[]>`select * from unnest(${list([true, false, null, true])}::boolean[]) t("is")`;
  expect(rows.map((row) => row.is)).toEqual([true, false, null, true]);
  expect(await db.sql`select ${true}::boolean as yes, ${false}::boolean as no`).toEqual([{ yes: true, no: false }]);
});
