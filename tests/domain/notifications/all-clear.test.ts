import { expect, test } from 'vitest';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { loadIncident } from '../../../src/domain/incidents/find.ts';
import { tellAllClear } from '../../../src/domain/notifications/tell-all-clear.ts';
import { aDatabase } from '../../database.ts';
import { aNight } from '../../night.ts';

/** Alice is paged by these means at three in the night; some minutes later Bea acknowledges. */
async function allClears(paged: readonly (readonly [means: string, address: string, status?: string])[], { minutes = 5, hours = { days: [1], from: '03:00', to: '03:01' } } = {}) {
  await using db = await aDatabase();
  const night = await aNight(db.ctx());
  await db.sql`update teams set working_hours = ${JSON.stringify(hours)}::jsonb`;
  const { id } = await declare(db.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  for (const [means, address, status = 'accepted'] of paged) await db.sql`
    insert into notifications (incident_id, user_id, purpose, means, address, status, is_page, sent_at) values (${id}, ${night.alice}, 'page', ${means}, ${address}, ${status}, true, imas_now() - make_interval(mins => ${minutes}))`;
  await tellAllClear(db.ctx(), await loadIncident(db.ctx(), id), { kind: 'acknowledged', at: new Date(), by: night.bea });
  return (await db.sql<{ said: string }[]>`select means || ' ' || address as said from notifications where purpose = 'all-clear' order by 1`).map((row) => row.said);
}
const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

test.each<[string, Parameters<typeof allClears>, string[]]>([
  ['by each means that woke', [[['SMS', '+331'], ['NTFY', 'alice'], ['EMAIL', 'a@example.org']]], ['EMAIL a@example.org', 'NTFY alice', 'SMS +331']],
  ['who was called hears it by SMS', [[['VOICE', '+331']]], ['SMS +331']],
  ['and once, where both went to one number', [[['SMS', '+331'], ['VOICE', '+331']]], ['SMS +331']],
  ['not by what never arrived', [[['SMS', '+331', 'dead'], ['CHAT', '']]], []],
  ['not after half an hour', [[['SMS', '+331']], { minutes: 31 }], []],
  ['not in working hours', [[['SMS', '+331']], { hours: always }], []],
])('the all clear: %s', async (_, given, expected) => {
  expect(await allClears(...given)).toEqual(expected);
});
