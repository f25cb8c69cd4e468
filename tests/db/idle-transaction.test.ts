import { expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { connect } from '../../src/db/client.ts';
import { aDatabase } from '../database.ts';

test('a transaction in which nothing happens any more ends by the database, in this transaction alone', async () => {
  await using db = await aDatabase();
  const held = await transaction(db.ctx(), async (tx) => (await tx.sql<{ now: string }[]>`select current_setting('idle_in_transaction_session_timeout') as now`)[0]!.now);
  expect(held).toBe('10s');
  const after = connect(db.address, { max: 1, name: 'after' });
  expect((await after<{ now: string }[]>`select current_setting('idle_in_transaction_session_timeout') as now`)[0]!.now).toBe('0');
  await after.end();
});
