import { expect, test } from 'vitest';
import type { Tx } from '../../src/context.ts';
import { together, transaction } from '../../src/db/transaction.ts';
import { aDatabase } from '../database.ts';

test('of work that is sent together the fault is the one that caused it, and the rest is over by then', async () => {
  await using database = await aDatabase();
  let fate = 'under way';
  const inTwoSteps = async (tx: Tx): Promise<void> => {
    await tx.sql`select 1`;
    // Its second statement comes behind the one that fails: PostgreSQL answers that the transaction is aborted.
    await tx.sql`select 2`.catch((error: unknown) => { fate = (error as { code: string }).code; throw error; });
  };
  const failing = transaction(database.ctx(), (tx) => together(inTwoSteps(tx), tx.sql`select 1 / 0`));
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(fate).toBe('25P02');
});

test('work that is sent together answers in its order', async () => {
  await using database = await aDatabase();
  const answers = await transaction(database.ctx(), (tx) => together(tx.sql<{ n: number }[]>`select 1 as n`, tx.sql<{ n: number }[]>`select 2 as n`));
  expect(answers.map(([row]) => row!.n)).toEqual([1, 2]);
});
