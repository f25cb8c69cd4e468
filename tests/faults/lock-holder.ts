import { system } from '../../src/context.ts';
import { connect, drizzleOver, type Address } from '../../src/db/client.ts';
import { transaction } from '../../src/db/transaction.ts';
import { silent } from '../log.ts';

/** A process that holds the row of the first team in a transaction, says so, and does nothing more. */
const sql = connect(JSON.parse(process.argv[2]!) as Address, { max: 1, name: 'holder' });
const queue = { send: async () => {} };
await transaction({ actor: system('holder'), db: drizzleOver(sql), sql, log: silent, queue, enqueue: async () => undefined, inTransaction: false }, async (tx) => {
  await tx.sql`select 1 from teams for update`;
  process.stdout.write('held\n');
  await new Promise((wake) => setTimeout(wake, 600_000));
});
