import { expect, test } from 'vitest';
import { connect, drizzleOver } from '../../src/db/client.ts';
import { transaction } from '../../src/db/transaction.ts';
import { untilStored } from '../../src/jobs/until-stored.ts';
import { aDatabase } from '../database.ts';

test('what cannot be written once our connections were ended is not tried for ever', async () => {
  await using database = await aDatabase();
  const sql = connect(database.address, { max: 1, name: 'ended' });
  const ctx = { ...database.ctx(), sql, db: drizzleOver(sql) };
  await sql.end();
  await expect(untilStored(() => transaction(ctx, async () => undefined), Infinity)).rejects.toThrow('CONNECTION_ENDED');
});

test('a fault that passes is waited for', async () => {
  let tries = 0;
  await untilStored(async () => { if (++tries < 2) throw new Error('away'); });
  expect(tries).toBe(2);
});
