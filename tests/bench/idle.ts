import type { Benchmark, Figure, Options } from './benchmark.ts';
import { makePeople, openIncidents } from './open-incidents.ts';
import { startOurs, type Ours } from './ours.ts';

export const idle: Benchmark = { about: 'P16: what 10,000 open incidents cost while nothing happens', run };

async function run({ quick, profile, progress }: Options): Promise<Figure[]> {
  await using ours = await startOurs({ profile });
  await makePeople(ours, 2500, 'http://127.0.0.1:9/');
  await openIncidents(ours, 10_000, { first: new Date(Date.now() + 3_600_000), seconds: 600, title: 'open' });
  const { sql } = ours;
  // What writing them stirred up is over: statistics, checkpoints, autovacuum.
  await sql`vacuum analyze`;
  await sql`checkpoint`;
  // Connections that worked tell their sums only now, and would count as work of the idle server.
  await wait(quick ? 15 : 30, 'settling', progress);
  const seconds = quick ? 5 : 30;
  const before = { cpu: ours.cpu(), transactions: await transactions(ours), at: performance.now() };
  await wait(seconds, 'idle', progress);
  const measured = (performance.now() - before.at) / 1000;
  const cpu = ours.cpu() - before.cpu;
  const statements = (await transactions(ours)) - before.transactions;
  return [
    { what: 'CPU of Node and PostgreSQL', unit: '% of a core', ours: (100 * cpu) / measured, bar: { of: 'ours', most: 1 } },
    { what: 'transactions', unit: 'a second', ours: statements / measured, bar: { of: 'ours', most: 10 } },
  ];
}

/** Without our own. A statement outside a transaction is one; the idle server has none with many. */
async function transactions({ sql }: Ours): Promise<number> {
  // A connection tells its sums when it falls idle, at most once a second: those that do nothing told long ago.
  const [row] = await sql<{ n: number }[]>`select xact_commit::float8 + xact_rollback as n from pg_stat_database where datname = current_database()`;
  return row!.n;
}

async function wait(seconds: number, what: string, progress: Options['progress']): Promise<void> {
  for (let left = seconds; left > 0; left--) {
    progress(`${what}: ${left} s`);
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}
