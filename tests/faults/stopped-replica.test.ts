import { expect, test } from 'vitest';
import { aBundled, aDataFolder, type Bundled } from '../bundled.ts';
import { aDatabase } from '../database.ts';
import { fakeHttp } from '../fakes/http.ts';
import { alertmanagerBody } from '../world.ts';
import { openDoor } from './door.ts';
import { checkSteps, settled } from './ledger.ts';
import { randomFrom, seedOfRun } from './random.ts';
import { aTown, townKey } from './town.ts';

/** How long the replica is as good as dead (promise R12). */
const stoppedMs = 30_000;

test('two replicas, one stopped for half a minute and continued: no step is carried out twice, none is left out', { timeout: 180_000 }, async () => {
  const random = randomFrom(seedOfRun());
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await aDatabase());
  const receiver = stack.use(await fakeHttp());
  const door = stack.use(await openDoor(db.address));
  const start = async (): Promise<Bundled> => stack.use(await aBundled({ IMAS_DATA_DIR: stack.use(await aDataFolder()).path, DATABASE_URL: door.url(db.address.database), ...townKey }));
  const [one, two] = await Promise.all([start(), start()]);
  const { services, token } = await aTown(db.ctx(), receiver.url, 40);
  const { sql } = db;
  for (const [n, service] of services.entries()) {
    const { status } = await fetch(`${(n % 2 === 0 ? one : two).url}/api/v1/webhooks/alertmanager/`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(alertmanagerBody([{ name: `${service} is down`, service }])) });
    expect(status).toBe(202);
  }
  await settled(sql);
  expect(await sql`select 1 from incidents`).toHaveLength(services.length);

  const passes = async (minutes: number) => {
    await db.advance(`${minutes} minutes`);
    await sql`select pg_notify('imas_timers', '')`;
  };
  // Every ladder has something due; the stop falls anywhere into carrying that out.
  await passes(5);
  await new Promise((wake) => setTimeout(wake, random.between(0, 40)));
  process.kill(one.pid, 'SIGSTOP');
  try {
    const stopped = performance.now();
    // The other one carries on: it owns whatever the stopped one does not hold in its hands.
    await passes(25);
    while (performance.now() - stopped < stoppedMs) await new Promise((wake) => setTimeout(wake, 100));
    expect((await sql<{ n: number }[]>`select count(*)::int as n from runs where round = 2`)[0]!.n, 'ladders that the other one took over').toBeGreaterThan(0);
  } finally {
    process.kill(one.pid, 'SIGCONT');
  }
  await settled(sql);

  await checkSteps(sql);
  expect(await sql`select i.number, r.round, r.next_step from runs r join incidents i on i.id = r.incident_id where r.round <> 2`, 'ladders that stand still').toEqual([]);
  const keys = receiver.requests.map(({ headers }) => String(headers['idempotency-key']));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at), 'told twice').toEqual([]);
  expect(await sql`
    select i.number from incidents i where not exists (select from timers t join runs r on r.id = t.subject where t.kind = 'escalate' and r.incident_id = i.id and t.due_at > imas_now())`, 'without a next due moment').toEqual([]);
});
