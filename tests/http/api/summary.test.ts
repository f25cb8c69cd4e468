import { expect, test } from 'vitest';
import { anApi, type TestApi } from './an-api.ts';

const period = 'from=2026-01-11T00:00:00Z&to=2026-01-21T00:00:00Z';

/** An incident of January 2026. @param seconds from its creation; detection before it */
async function past(api: TestApi, day: number, it: { detected?: number; acknowledged?: number; resolved?: number; how?: string; severity?: string; team?: string }): Promise<void> {
  const { detected = 0, acknowledged = null, resolved = null, how = null, severity = 'SEV2_HIGH', team = 'Triage' } = it;
  await api.db.sql`
    insert into incidents (title, service_id, team_id, severity, origin, detected_at, created_at, acknowledged_at, resolved_at, resolved_how, status)
    select 'x', s.id, t.id, ${severity}, 'alert', c.at - ${detected} * interval '1 second', c.at, c.at + ${acknowledged}::int * interval '1 second', c.at + ${resolved}::int * interval '1 second', ${how},
      case when ${resolved}::int is null then 'TRIGGERED' else 'RESOLVED' end
    from services s, teams t, (select timestamptz '2026-01-01T12:00:00Z' + ${day - 1} * interval '1 day' as at) c where s.is_triage and t.name = ${team}`;
}

test('median, mean and p90, compared with the equal period before', async () => {
  await using api = await anApi();
  for (const [n, acknowledged] of [10, 20, 30, 40, 400].entries()) await past(api, 12 + n, { detected: 60, acknowledged, resolved: 1000, how: 'person' });
  for (const acknowledged of [50, 60, 70]) await past(api, 5, { acknowledged, resolved: 500, how: 'person' });
  const { body } = await api.ask('GET', `metrics/summary/?${period}`);
  expect(body).toMatchObject({
    from: '2026-01-11T00:00:00.000Z', to: '2026-01-21T00:00:00.000Z', incidents: 5, incidents_change_percent: 66.7, self_healed: 0,
    mttd: { median: 60, mean: 60, p90: 60, count: 5, change_percent: null },
    mtta: { median: 30, mean: 100, p90: 256, count: 5, change_percent: -50 },
    mttr: { median: 1000, count: 5, change_percent: 100 },
    by_severity: { SEV2_HIGH: 5 }, by_status: { RESOLVED: 5 }, by_team: [{ name: 'Triage', incidents: 5 }], by_service: [{ name: 'Unknown/Triage', incidents: 5 }],
  });
});

test('what healed itself is counted apart and outside mtta; merged and shadow incidents not at all', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'Ghost', state: 'shadow' } });
  await past(api, 12, { resolved: 100, how: 'monitoring' });
  await past(api, 13, { acknowledged: 10, resolved: 100, how: 'monitoring' });
  await past(api, 14, { acknowledged: 99, resolved: 100, how: 'person', team: 'Ghost' });
  await past(api, 15, { acknowledged: 99, resolved: 100, how: 'merge' });
  await api.db.sql`update incidents set merged_into = (select id from incidents where number = 1) where resolved_how = 'merge'`;
  const { body } = await api.ask('GET', `metrics/summary/?${period}`);
  expect([body.incidents, body.self_healed, body.mtta.count, body.mtta.median, body.mttr.count]).toEqual([2, 1, 1, 10, 2]);
});

test('it is narrowed by team, service and severity', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE' } });
  await past(api, 12, { severity: 'SEV1_CRITICAL', team: 'SRE' });
  await past(api, 13, {});
  const count = async (query: string) => (await api.ask('GET', `metrics/summary/?${period}&${query}`)).body.incidents as number;
  expect([await count('team=sre'), await count('severity=sev1,sev2'), await count('severity=SEV2'), await count('service=unknown/triage')]).toEqual([1, 2, 1, 2]);
});

test('an empty installation has no numbers rather than wrong ones', async () => {
  await using api = await anApi();
  expect((await api.ask('GET', 'metrics/summary/')).body).toMatchObject({ incidents: 0, incidents_change_percent: null, mtta: { median: null, mean: null, p90: null, count: 0, change_percent: null }, by_severity: {}, by_team: [] });
});

test.for(['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z'])('a period of %s is refused', async (query) => {
  await using api = await anApi();
  expect((await api.ask('GET', `metrics/summary/?${query}`)).body.fields).toHaveProperty('from');
});
