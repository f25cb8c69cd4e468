import { makeDoor, ourBody, theirBody } from './alerts.ts';
import { startAlertmanager } from './alertmanager.ts';
import type { Benchmark, Figure, Options } from './benchmark.ts';
import { closedLoop, type Answered, type Load } from './load.ts';
import { startOurs, type Ours } from './ours.ts';
import { rawInserts } from './raw-postgres.ts';

const connections = 64;
const rounds = 3;

export const intake: Benchmark = {
  about: 'P1: durable alerts a second, ten a request, all different',
  run: (options) => measure(options, { alerts: 10, rate: { bar: 0.5, aim: 0.9 }, cpu: { bar: 2, aim: 1 } }),
};
export const oneByOne: Benchmark = {
  about: 'P2: the same, one alert a request',
  run: (options) => measure(options, { alerts: 1, rate: { bar: 0.35, aim: 0.6 } }),
};

interface Kind { alerts: number; rate: { bar: number; aim: number }; cpu?: { bar: number; aim: number } }
interface Sum { alerts: number; seconds: number; cpu: number }

/** Ours and the reference by turns, so that what else the machine does harms both alike. */
async function measure({ quick, profile, progress }: Options, kind: Kind): Promise<Figure[]> {
  await using ours = await startOurs({ profile });
  await using theirs = await startAlertmanager();
  const token = await makeDoor(ours);
  const seconds = quick ? 1.5 : 6;
  const sums = { ours: zero(), theirs: zero() };
  let posted = 0;

  const turn = async (who: 'ours' | 'theirs', to: Omit<Load, 'connections' | 'progress' | 'body'>, cpu: () => number, counts: boolean): Promise<void> => {
    const before = cpu();
    const offset = posted;
    let sent = 0;
    const answered = await closedLoop({
      ...to, connections,
      body: (n) => { sent = Math.max(sent, n + 1); return (who === 'ours' ? ourBody : theirBody)(offset + n, kind.alerts); },
      progress: (good) => progress(`${counts ? who : 'warming up'}: ${good * kind.alerts} alerts`),
    });
    posted += sent;
    demandGood(answered);
    if (who === 'ours') accepted += answered.good * kind.alerts;
    if (counts) add(sums[who], answered, kind.alerts, cpu() - before);
  };
  let accepted = 0;
  const toUs = { url: ours.url, path: '/api/v1/webhooks/alertmanager/', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
  const toThem = theirs && { url: theirs.url, path: '/api/v2/alerts', headers: { 'content-type': 'application/json' } };
  for (let round = 0; round <= rounds; round++) {
    const counts = round > 0;
    await turn('ours', { ...toUs, seconds: counts ? seconds : 2 }, ours.cpu, counts);
    if (theirs && toThem) await turn('theirs', { ...toThem, seconds: counts ? seconds : 1 }, theirs.cpu, counts);
  }
  await checkStored(ours, accepted);
  progress('PostgreSQL alone');
  const raw = await rawInserts(ours.sql, quick ? 1 : 4);

  const rate = sums.ours.alerts / sums.ours.seconds;
  const reference = theirs && { name: 'Alertmanager', value: sums.theirs.alerts / sums.theirs.seconds };
  const cpu = theirs && { name: 'Alertmanager', value: (sums.theirs.cpu * 1e6) / sums.theirs.alerts };
  return [
    { what: 'durable alerts', unit: 'a second', ours: rate, reference, bar: { of: 'ratio', least: kind.rate.bar }, aim: { of: 'ratio', least: kind.rate.aim } },
    { what: 'CPU of Node and PostgreSQL', unit: 'µs an alert', ours: (sums.ours.cpu * 1e6) / sums.ours.alerts, reference: cpu, ...(kind.cpu === undefined ? {} : { bar: { of: 'ratio', most: kind.cpu.bar }, aim: { of: 'ratio', most: kind.cpu.aim } }) },
    { what: 'beside PostgreSQL alone, 100 rows a transaction', unit: 'alerts a second', ours: rate, reference: { name: 'raw rows', value: raw } },
    { what: 'accepted, and found once and in one incident', unit: 'alerts', ours: accepted },
  ];
}

const zero = (): Sum => ({ alerts: 0, seconds: 0, cpu: 0 });

function add(sum: Sum, answered: Answered, alerts: number, cpu: number): void {
  sum.alerts += answered.good * alerts;
  sum.seconds += answered.seconds;
  sum.cpu += cpu;
}

export function demandGood({ bad, complaint }: Answered): void {
  if (bad > 0) throw new Error(`${bad} requests were not answered 2xx, the first with: ${complaint}`);
}

/** The ledger: what was answered 2xx is there once, in an incident, and no group has two open incidents. */
async function checkStored({ sql }: Ours, accepted: number): Promise<void> {
  const [row] = await sql<{ stored: number; different: number; placed: number; doubled: number }[]>`
    select count(*)::int as stored, count(distinct fingerprint)::int as different, count(i.id)::int as placed,
      (select count(*)::int from (select from incidents where status <> 'RESOLVED' group by group_key having count(*) > 1) twice) as doubled
    from alerts a left join incidents i on i.id = a.incident_id and a.outcome = 'incident'`;
  const { stored, different, placed, doubled } = row!;
  if (stored !== accepted || different !== accepted || placed !== accepted || doubled > 0) throw new Error(`Of ${accepted} accepted alerts ${stored} are stored, ${different} different, ${placed} in an incident; ${doubled} groups have two open incidents.`);
}
