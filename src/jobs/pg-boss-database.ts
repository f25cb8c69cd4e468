import type { Db as BossDatabase } from 'pg-boss';
import type { Sql } from '../db/client.ts';
import { idleMs } from '../db/transaction.ts';
import { isFallen } from './fallen.ts';

/**
 * Our clients send JSON parameters as the text they are given (drizzle wants it so);
 * pg-boss hands over objects here and there: they become text. Arrays stay arrays.
 */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !ArrayBuffer.isView(value) ? JSON.stringify(value) : value;

/** One statement with values on whatever `sql` is: a pool, or the transaction a job belongs to. */
export async function execute(sql: Sql, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const rows = values.length === 0 ? await sql.unsafe(text).simple() : await sql.unsafe(text, values.map(plain) as never[], { prepare: true });
  // A script of several statements answers with one result each; pg-boss reads the last that has rows.
  const results = Array.isArray(rows[0]) ? (rows as unknown as unknown[][]) : [rows as unknown as unknown[]];
  return { rows: results.findLast((result) => result.length > 0) ?? [] };
}

/**
 * pg-boss over postgres.js: statements on the pool, scripts on one connection, LISTEN and transactions of its own.
 * @param told of a queue with a new job, instead of pg-boss, if it takes care of it
 */
export function bossDatabase(sql: Sql, told: (queue: string) => boolean = () => false): BossDatabase {
  return {
    async executeSql(text, values = []) {
      if (values.length > 0) return execute(sql, text, values) as Promise<{ rows: never[] }>;
      const connection = await sql.reserve();
      try {
        const result = await execute(connection, text);
        connection.release();
        return result as { rows: never[] };
      } catch (error) {
        if (!isFallen(error)) await connection.unsafe('rollback').simple().then(() => connection.release(), () => undefined);
        throw error;
      }
    },
    async listen(channel, onNotification, onReconnect) {
      const { unlisten } = await sql.listen(channel, (queue) => { if (!told(queue)) onNotification(queue); }, onReconnect);
      return { close: unlisten };
    },
    async beginTransaction() {
      const connection = await sql.reserve();
      await connection.unsafe(`begin; set local idle_in_transaction_session_timeout = ${idleMs}`).simple();
      const settle = (how: 'commit' | 'rollback') => async () => {
        try {
          await connection.unsafe(how);
        } catch (error) {
          if (!isFallen(error)) connection.release();
          throw error;
        }
        connection.release();
      };
      return {
        db: { executeSql: (text, values) => execute(connection, text, values) as Promise<{ rows: never[] }> },
        commit: settle('commit'),
        rollback: () => settle('rollback')().catch(() => undefined),
      };
    },
  };
}
