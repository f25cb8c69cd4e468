import type { Benchmark, Figure, Options } from './benchmark.ts';
import { makePeople, openIncidents } from './open-incidents.ts';
import { startOurs, type Ours } from './ours.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const leadMs = 3000;

export const escalation: Benchmark = { about: 'P6: how late pages arrive, 10,000 due over 20 s and 10,000 at one instant', run };

async function run({ quick, profile, progress }: Options): Promise<Figure[]> {
  const count = quick ? 2000 : 10_000;
  await using receiver = await startReceiver();
  await using ours = await startOurs({ profile, env: { IMAS_ALLOW_ADDRESSES: '127.0.0.1' } });
  // Two rounds of two each: a person gets no more than five pages in five minutes one by one.
  await makePeople(ours, count / 2, receiver.url);
  const before = ours.cpu();
  const spread = await lateness(ours, receiver, progress, { count, seconds: quick ? 4 : 20, title: 'spread' });
  const cpu = ours.cpu() - before;
  const once = await lateness(ours, receiver, progress, { count, seconds: 0, title: 'at once' });
  return [
    { what: `page late, ${count} due over ${quick ? 4 : 20} s: p50`, unit: 'ms', ours: at(spread, 0.5) },
    { what: '… p99', unit: 'ms', ours: at(spread, 0.99), bar: { of: 'ours', most: 500 }, aim: { of: 'ours', most: 150 } },
    { what: '… worst', unit: 'ms', ours: at(spread, 1), bar: { of: 'ours', most: 2000 } },
    { what: '… CPU of Node and PostgreSQL', unit: 'µs a page', ours: (cpu * 1e6) / count },
    { what: `page late, ${count} at one instant: p50`, unit: 'ms', ours: at(once, 0.5) },
    { what: '… worst', unit: 'ms', ours: at(once, 1), bar: { of: 'ours', most: 3000 } },
    { what: 'pages that came twice', unit: '', ours: receiver.repeated, bar: { of: 'ours', most: 0 } },
  ];
}

/** Due time against arrival at the receiver, for each incident, ascending, in milliseconds. The database's clock and ours are one machine's. */
async function lateness(ours: Ours, receiver: Receiver, progress: Options['progress'], { count, seconds, title }: { count: number; seconds: number; title: string }): Promise<number[]> {
  const { sql } = ours;
  const known = receiver.arrivals.size;
  await openIncidents(ours, count, { first: new Date(Date.now() + leadMs + count / 5), seconds, title });
  const due = await sql<{ id: string; due: number; late: boolean }[]>`
    select r.incident_id as id, extract(epoch from t.due_at)::float8 * 1000 as due, t.due_at <= now() as late from timers t join runs r on r.id = t.subject join incidents i on i.id = r.incident_id where i.group_key like ${`${title} %`}`;
  if (due.length !== count) throw new Error('Some steps were due before all incidents were written.');
  const patience = performance.now() + leadMs + count / 5 + seconds * 1000 + 40_000;
  while (receiver.arrivals.size < known + count) {
    if (performance.now() > patience) throw new Error(`Only ${receiver.arrivals.size - known} of ${count} pages arrived.`);
    progress(`${title}: ${receiver.arrivals.size - known} of ${count} pages`);
    await new Promise((wake) => setTimeout(wake, 500));
  }
  return due.map((one) => receiver.arrivals.get(one.id)! - one.due).sort((a, b) => a - b);
}

const at = (ascending: readonly number[], share: number): number => ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))]!;
