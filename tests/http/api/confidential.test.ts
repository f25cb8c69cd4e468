import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

/** INC-1 is root's own; ann is not on it. */
async function aSecret() {
  const api = await anApi();
  await api.join('ann', ['Operators']);
  await api.ask('POST', 'teams/', { body: { name: 'HR' } });
  await api.ask('POST', 'services/', { body: { name: 'payroll', owner_team: 'hr' } });
  const made = await api.ask('POST', 'incidents/', { body: { title: 'Salaries are public', description: 'canary', severity: 'SEV1', service: 'payroll', private: true } });
  expect(made.body).toMatchObject({ title: 'Salaries are public', service: { name: 'payroll' } });
  await api.ask('POST', 'incidents/1/comments/', { body: { text: 'canary' } });
  return api;
}

test('of a confidential incident others read that it is there and how bad', async () => {
  await using api = await aSecret();
  expect((await api.ask('GET', 'incidents/1/', { as: 'ann' })).body).toMatchObject({ short_id: 'INC-1', title: 'INC-1 · confidential · SEV1', description: '', service: null, lead: null, war_room_link: null, alerts: [] });
  expect((await api.ask('GET', 'incidents/', { as: 'ann' })).body.results).toMatchObject([{ title: 'INC-1 · confidential · SEV1', service: null }]);
  expect((await api.ask('PATCH', 'incidents/1/', { as: 'ann', body: { severity: 'SEV2' } })).body.title).toBe('INC-1 · confidential · SEV2');
});

test.each(['comments', 'timeline', 'notifications', 'alerts'])('%s of a confidential incident are refused to others', async (what) => {
  await using api = await aSecret();
  const refused = await api.ask('GET', `incidents/1/${what}/`, { as: 'ann' });
  expect([refused.status, refused.text.includes('INC-1 · confidential · SEV1'), refused.text.includes('canary')]).toEqual([403, true, false]);
  expect((await api.ask('GET', `incidents/1/${what}/`)).status).toBe(200);
});

test.each(['service=payroll', 'search=salaries', 'lead=root'])('a confidential incident is not found by others by %s', async (by) => {
  await using api = await aSecret();
  expect((await api.ask('GET', `incidents/?${by}`, { as: 'ann' })).body.count).toBe(0);
  expect((await api.ask('GET', `incidents/?${by}`)).body.count).toBe(1);
});

test('neither alerts nor notifications tell others what is behind it', async () => {
  await using api = await aSecret();
  const [source] = await api.db.sql<{ id: string }[]>`insert into sources (name, kind) values ('prometheus', 'alertmanager') returning id`;
  const [incident] = await api.db.sql<{ id: string }[]>`select id from incidents`;
  await api.db.sql`
    insert into alerts (source_id, fingerprint, started_at, received_at, last_seen_at, name, severity, outcome, incident_id, labels)
    values (${source!.id}, 'f', now(), now(), now(), 'LeakFound', 'SEV1_CRITICAL', 'incident', ${incident!.id}, '{}')`;
  await api.db.sql`insert into notifications (incident_id, purpose, means, address, why) values (${incident!.id}, 'page', 'EMAIL', 'a@example.com', '{"service":"canary"}')`;
  const seen = async (as: string) => [(await api.ask('GET', 'alerts/', { as })).body, (await api.ask('GET', 'notifications/', { as })).body];
  const [alerts, notifications] = await seen('root');
  expect([alerts.results[0], notifications.results[0]]).toMatchObject([{ name: 'LeakFound', incident: 'INC-1' }, { incident: 'INC-1', why: { service: 'canary' } }]);
  expect(await seen('ann')).toMatchObject([{ count: 0, results: [] }, { results: [{ incident: null, why: {} }] }]);
  const one = async (as: string) => (await api.ask('GET', `alerts/${alerts.results[0].id}/`, { as })).status;
  expect([await one('root'), await one('ann')]).toEqual([200, 404]);
  expect((await api.ask('GET', 'alerts/?incident=1', { as: 'ann' })).status).toBe(403);
});

test('a report of the same does not join a confidential incident', async () => {
  await using api = await aSecret();
  const made = await api.ask('POST', 'incidents/', { as: 'ann', body: { title: 'Payroll is slow', severity: 'SEV1', service: 'payroll' } });
  expect([made.status, made.body.short_id]).toEqual([201, 'INC-2']);
});

test('figures count a confidential incident, and do not tell others of which service it is', async () => {
  await using api = await aSecret();
  const figures = async (as: string, which = '') => (await api.ask('GET', `metrics/summary/${which}`, { as })).body;
  expect(await figures('root')).toMatchObject({ incidents: 1, by_service: [{ name: 'payroll', incidents: 1 }] });
  expect(await figures('ann')).toMatchObject({ incidents: 1, by_service: [] });
  expect([(await figures('root', '?service=payroll')).incidents, (await figures('ann', '?service=payroll')).incidents]).toEqual([1, 0]);
});
