import { expect, test } from 'vitest';
import { startEmbedded } from '../../src/db/embedded.ts';
import { aBundled, aDataFolder } from '../bundled.ts';
import { fakeHttp } from '../fakes/http.ts';
import { alertmanagerBody } from '../world.ts';
import { openDoor } from './door.ts';
import { settled } from './ledger.ts';
import { aTown, openTown, townKey } from './town.ts';

const fire = (url: string, token: string, service: string, severity: string) => fetch(`${url}/api/v1/webhooks/alertmanager/`, {
  method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(alertmanagerBody([{ name: `${service} is down`, service, severity }])),
});

test('what came due while PostgreSQL was away is carried out once when it is back, the worst first; what went stale is dropped', { timeout: 120_000 }, async () => {
  await using folder = await aDataFolder();
  await using receiver = await fakeHttp();
  /** Webhooks of persons; what the tool itself is told of opening does not count. */
  const pages = () => receiver.requests.filter(({ path }) => path.includes('/person'));
  let database = await startEmbedded({ dataDir: folder.path });
  try {
    await using door = await openDoor(database);
    await using server = await aBundled({ IMAS_DATA_DIR: folder.path, DATABASE_URL: door.url(database.database), ...townKey });
    const { services, token } = await (async () => {
      await using town = openTown(database);
      const laid = await aTown(town.ctx, receiver.url, 12);
      // What is low rings like the rest.
      await town.sql`update services set urgency = 'high'`;
      return laid;
    })();
    // The mildest come first, so that the order of arrival is not the order of severity.
    for (const [n, service] of services.entries()) expect((await fire(server.url, token, service, n < 6 ? 'warning' : 'critical')).status).toBe(202);
    {
      await using town = openTown(database);
      await settled(town.sql);
      expect(pages()).toHaveLength(12);
      // All next steps come due while the database is away; two incidents are answered just before it goes.
      await town.sql`update runs set began_at = now() + interval '4 seconds' - interval '5 minutes', round_began_at = now() + interval '4 seconds' - interval '5 minutes'`;
      await town.sql`update timers set due_at = now() + interval '4 seconds' where kind = 'escalate'`;
      await town.sql`delete from timers where kind <> 'escalate'`;
      await town.sql`update incidents set status = 'ACKNOWLEDGED', acknowledged_at = now(), held_since = now() where number in (1, 12)`;
    }
    await database.stop();
    expect((await fire(server.url, token, services[0]!, 'critical')).status, 'with nowhere to store it').toBe(503);
    await new Promise((wake) => setTimeout(wake, 3_000));
    const before = pages().length;
    database = await startEmbedded({ dataDir: folder.path });
    await using town = openTown(database);
    const { sql } = town;
    const deadline = performance.now() + 20_000;
    while ((await sql`select 1 from timers where kind = 'escalate' and due_at < imas_now() + interval '5 seconds'`).length > 0 && performance.now() < deadline) await new Promise((wake) => setTimeout(wake, 50));
    await settled(sql);

    expect(await sql`select i.number from incidents i join runs r on r.incident_id = i.id where i.number in (1, 12) and r.next_step > 1`, 'carried out though it was answered').toEqual([]);
    expect(await sql`select incident_id, params ->> 'step' as step from timeline where kind = 'escalated' group by 1, 2 having count(*) > 1`, 'a step that was carried out twice').toEqual([]);
    const keys = pages().map(({ headers }) => String(headers['idempotency-key']));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at), 'told twice').toEqual([]);
    expect(pages().length - before, 'the second page of ten people').toBe(10);
    // How they arrive is a race of parallel requests; how they were carried out is not.
    const order = (await sql<{ severity: string }[]>`select i.severity from timeline t join incidents i on i.id = t.incident_id where t.kind = 'escalated' and t.params ->> 'step' = '4' order by t.id`).map(({ severity }) => severity);
    expect(order).toEqual(order.toSorted());
    expect(server.said()).not.toContain('unhandled');
  } finally {
    await database.stop();
  }
});
