import { makeDoor, ourBody } from './alerts.ts';
import type { Benchmark, Options, Figure } from './benchmark.ts';
import { demandGood } from './intake.ts';
import { closedLoop } from './load.ts';
import { startOurs, type Ours } from './ours.ts';

const alerts = 10;
const fingerprints = 1000;
const connections = 64;

export const repeat: Benchmark = { about: 'P3: the same 1,000 alerts over and over, beside new ones', run };

async function run({ quick, profile, progress }: Options): Promise<Figure[]> {
  await using ours = await startOurs({ profile });
  const token = await makeDoor(ours);
  const seconds = quick ? 1.5 : 6;
  const known = fingerprints / alerts;
  const post = async (what: string, secondsOf: number, body: (n: number) => number) => {
    const before = ours.cpu();
    const answered = await closedLoop({
      url: ours.url, path: '/api/v1/webhooks/alertmanager/', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, connections, seconds: secondsOf,
      body: (n) => ourBody(body(n), alerts), progress: (good) => progress(`${what}: ${good * alerts} alerts`),
    });
    demandGood(answered);
    const count = answered.good * alerts;
    return { count, rate: count / answered.seconds, cpu: ((ours.cpu() - before) * 1e6) / count };
  };
  await post('warming up', 2, (n) => n % known);
  const before = await stand(ours);
  const repeats = await post('repeats', seconds, (n) => n % known);
  // Counts are written once a second, statistics a second after that.
  const after = await settled(ours, before.deliveries + repeats.count);
  const fresh = await post('new alerts', seconds, (n) => known + n);
  return [
    { what: 'repeats', unit: 'a second', ours: repeats.rate, reference: { name: 'new alerts', value: fresh.rate }, bar: { of: 'ratio', least: 1 } },
    { what: 'CPU of Node and PostgreSQL', unit: 'µs a repeat', ours: repeats.cpu, reference: { name: 'new alerts', value: fresh.cpu } },
    { what: 'new incidents', unit: '', ours: after.incidents - before.incidents, bar: { of: 'ours', most: 0 } },
    { what: 'new messages', unit: '', ours: after.messages - before.messages, bar: { of: 'ours', most: 0 } },
    { what: 'rows rewritten, in all tables', unit: 'a repeat', ours: (after.rewritten - before.rewritten) / repeats.count, bar: { of: 'ours', most: 0.2 } },
  ];
}

interface Stand { incidents: number; messages: number; deliveries: number; rewritten: number }

/** Every update and delete leaves one dead row, whether or not it was vacuumed since. */
async function stand({ sql }: Ours): Promise<Stand> {
  await sql`select pg_stat_force_next_flush()`;
  const [row] = await sql<Stand[]>`
    select (select count(*)::int from incidents) as incidents, (select count(*)::int from notifications) + (select count(*)::int from console_messages) as messages,
      (select coalesce(sum(deliveries), 0)::int from alerts) as deliveries, (select sum(n_tup_upd + n_tup_del)::int from pg_stat_user_tables) as rewritten`;
  return row!;
}

async function settled(ours: Ours, deliveries: number): Promise<Stand> {
  for (const until = performance.now() + 15_000; ;) {
    const now = await stand(ours);
    if (now.deliveries >= deliveries) {
      await new Promise((wake) => setTimeout(wake, 1500));
      return stand(ours);
    }
    if (performance.now() > until) throw new Error(`Only ${now.deliveries} of ${deliveries} deliveries were counted.`);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}
