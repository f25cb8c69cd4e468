import { json, list, type Sql } from '../../src/db/client.ts';

const rowsAtOnce = 100;
const lanes = 2;

/**
 * What PostgreSQL alone can do: rows as wide as an alert, a hundred a transaction, two connections, on the same server
 * and disk. Nothing is read, deduplicated or placed. @returns rows committed in a second
 */
export async function rawInserts(sql: Sql, seconds: number): Promise<number> {
  await sql`create table if not exists bench_rows (id bigint generated always as identity primary key, fingerprint text not null unique, started_at timestamptz not null, labels jsonb not null, description text not null)`;
  const began = performance.now();
  const labels = json({ alertname: 'HighLatency', service: 'service-1', severity: 'warning', instance: '10.0.0.1:9100', region: 'eu-west-1' });
  let rows = 0;
  await Promise.all(Array.from({ length: lanes }, async () => {
    while (performance.now() - began < seconds * 1000) {
      const numbers = Array.from({ length: rowsAtOnce }, (_, i) => rows + i);
      rows += rowsAtOnce;
      await sql`
        insert into bench_rows (fingerprint, started_at, labels, description)
        select * from unnest(${numbers.map((n) => `raw-${n}`)}::text[], ${list(numbers.map(() => new Date()))}::timestamptz[], ${numbers.map(() => labels)}::jsonb[], ${numbers.map(() => 'The 99th percentile has been above 500 ms for ten minutes.')}::text[])`;
    }
  }));
  const rate = rows / ((performance.now() - began) / 1000);
  await sql`drop table bench_rows`;
  return rate;
}
