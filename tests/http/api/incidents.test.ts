import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApi, type TestApi } from './an-api.ts';

async function withService(): Promise<TestApi> {
  const api = await anApi();
  await api.ask('POST', 'teams/', { body: { name: 'SRE Core' } });
  await api.ask('POST', 'services/', { body: { name: 'redis-prod', owner_team: 'sre core', runbook_url: 'https://wiki.example.com/redis' } });
  return api;
}
const redis = { title: 'Redis is down', severity: 'SEV2', service: 'Redis-Prod' };

test('an incident is declared, and read by each way of writing its id, with exactly the promised members', async () => {
  await using api = await withService();
  const made = await api.ask('POST', 'incidents/', { body: { ...redis, description: 'No answer on 6379' } });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/), short_id: 'INC-1', title: 'Redis is down', description: 'No answer on 6379', severity: 'SEV2_HIGH', status: 'TRIGGERED',
    service: { id: expect.any(String), name: 'redis-prod', owner_team: 'SRE Core', runbook_url: 'https://wiki.example.com/redis' }, impacted_scopes: [], lead: 'root', war_room_link: null,
    detected_at: expect.any(String), created_at: expect.any(String), acknowledged_at: null, acknowledged_by: null, mitigated_at: null, resolved_at: null,
    kpis: { mttd_seconds: 0, mtta_seconds: null, mttr_seconds: null }, alerts: [],
  });
  for (const ref of [made.body.id, 'INC-1', 'inc-1', '1']) expect((await api.ask('GET', `incidents/${ref}/`)).body).toEqual(made.body);
  expect((await api.ask('GET', 'incidents/INC-1')).body).toEqual(made.body);
});

test('a second report of the same service and severity joins, and stays on the timeline as a comment', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  const again = await api.ask('POST', 'incidents/', { body: { ...redis, title: 'Redis again' } });
  expect([again.status, again.body.short_id, again.body.title]).toEqual([200, 'INC-1', 'Redis is down']);
  expect((await api.ask('GET', 'incidents/1/comments/')).body.results).toMatchObject([{ author: 'root', text: 'Redis again' }]);
});

test('force_new, another severity or a mitigated incident open a new one', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  expect((await api.ask('POST', 'incidents/', { body: { ...redis, force_new: true } })).status).toBe(201);
  expect((await api.ask('POST', 'incidents/', { body: { ...redis, severity: 'SEV1_CRITICAL' } })).status).toBe(201);
  for (const ref of ['1', '2']) await api.ask('POST', `incidents/${ref}/mitigate/`);
  expect((await api.ask('POST', 'incidents/', { body: redis })).status).toBe(201);
});

test('of many who report the same at once, one declares and the others join', async () => {
  await using api = await withService();
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.ask('POST', 'incidents/', { body: redis })));
  expect(answers.filter(({ status }) => status === 201).length).toBe(1);
  expect(answers.filter(({ status }) => status === 200).length).toBe(7);
});

test('who acknowledges second is told who was first and when; the first may repeat it', async () => {
  await using api = await withService();
  await api.join('ann', ['Responders']);
  await api.join('bea', ['Responders']);
  await api.ask('POST', 'incidents/', { body: redis });
  const both = await Promise.all(['ann', 'bea'].map((as) => api.ask('POST', 'incidents/INC-1/acknowledge/', { as })));
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const winner = both[0]!.status === 200 ? 'ann' : 'bea';
  const lost = both.find(({ status }) => status === 409)!;
  expect(lost.body).toMatchObject({ status: 409, code: 'conflict', acknowledged_by: winner, acknowledged_at: expect.stringMatching(/Z$/) });
  expect(lost.headers.get('content-type')).toBe('application/problem+json');
  const again = await api.ask('POST', 'incidents/INC-1/acknowledge/', { as: winner });
  expect([again.status, again.body.acknowledged_by]).toEqual([200, winner]);
});

test('the whole life of an incident: given back, escalated, snoozed, mitigated, resolved, reopened', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  const verb = async (name: string, body: unknown = {}) => (await api.ask('POST', `incidents/1/${name}/`, { body })).body.status as string;
  expect(await verb('acknowledge')).toBe('ACKNOWLEDGED');
  expect(await verb('unacknowledge')).toBe('TRIGGERED');
  expect(await verb('escalate')).toBe('TRIGGERED');
  expect(await verb('snooze', { minutes: 30 })).toBe('TRIGGERED');
  expect(await verb('escalate')).toBe(409);
  expect(await verb('unsnooze')).toBe('TRIGGERED');
  expect(await verb('unsnooze')).toBe(409);
  expect(await verb('mitigate')).toBe('MITIGATED');
  expect(await verb('resolve', { resolution_note: 'Restarted', root_cause: 'Memory' })).toBe('RESOLVED');
  expect((await api.db.sql`select resolution_note, root_cause from incidents`)[0]).toEqual({ resolution_note: 'Restarted', root_cause: 'Memory' });
  expect(await verb('reopen')).toBe('ACKNOWLEDGED');
  const { results } = (await api.ask('GET', 'incidents/1/timeline/')).body;
  expect(results.map((entry: { kind: string }) => entry.kind)).toEqual(['opened', 'acknowledged', 'unacknowledged', 'escalated', 'snoozed', 'snooze_ended', 'mitigated', 'resolved', 'reopened']);
  expect(results[1].text).toBe('Acknowledged by root');
});

test('the timeline is told in the language of the reader', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  await api.ask('POST', 'incidents/1/acknowledge/');
  expect((await api.ask('GET', 'incidents/1/timeline/', { headers: { 'accept-language': 'fr' } })).body.results[1].text).toBe('Pris en charge par root');
});

test('a snooze says exactly one end', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  expect((await api.ask('POST', 'incidents/1/snooze/', { body: {} })).status).toBe(400);
  expect((await api.ask('POST', 'incidents/1/snooze/', { body: { minutes: 5, until_clear: true } })).status).toBe(400);
  expect((await api.ask('POST', 'incidents/1/snooze/', { body: { until_clear: true } })).status).toBe(200);
});

test('two are merged, and the merge is taken back', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  await api.ask('POST', 'incidents/', { body: { ...redis, force_new: true } });
  expect((await api.ask('POST', 'incidents/1/merge/', { body: { into: 'INC-2' } })).body.short_id).toBe('INC-2');
  expect((await api.ask('GET', 'incidents/1/')).body.status).toBe('RESOLVED');
  expect((await api.ask('POST', 'incidents/1/unmerge/', { body: {} })).body.status).toBe('TRIGGERED');
});

test('a patch changes title, severity, lead and team, all or nothing', async () => {
  await using api = await withService();
  await api.join('ann', ['Responders']);
  await api.ask('POST', 'teams/', { body: { name: 'Payment' } });
  await api.ask('POST', 'incidents/', { body: redis });
  const changed = await api.ask('PATCH', 'incidents/1/', { body: { title: 'Redis is slow', severity: 'SEV3', lead: 'Ann', team: 'payment' } });
  expect(changed.body).toMatchObject({ title: 'Redis is slow', severity: 'SEV3_MEDIUM', lead: 'ann', service: { name: 'redis-prod' } });
  const refused = await api.ask('PATCH', 'incidents/1/', { body: { title: 'No', lead: 'nobody-such' } });
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([400, ['lead']]);
  expect((await api.ask('GET', 'incidents/1/')).body.title).toBe('Redis is slow');
});

test('durations are counted from the promised moments', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  await api.db.sql`update incidents set detected_at = created_at - interval '90 seconds', acknowledged_at = created_at + interval '60 seconds', status = 'RESOLVED', resolved_at = created_at + interval '10 minutes'`;
  expect((await api.ask('GET', 'incidents/1/')).body.kpis).toEqual({ mttd_seconds: 90, mtta_seconds: 60, mttr_seconds: 600 });
});

test('comments are written and listed', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  expect((await api.ask('POST', 'incidents/1/comments/', { body: { text: 'Looking at it' } })).body).toMatchObject({ author: 'root', text: 'Looking at it' });
  const empty = await api.ask('POST', 'incidents/1/comments/', { body: { text: ' ' } });
  expect([empty.status, Object.keys(empty.body.fields)]).toEqual([400, ['text']]);
});

test('filters, search and order of the list', async () => {
  await using api = await withService();
  await api.ask('POST', 'incidents/', { body: redis });
  await api.ask('POST', 'incidents/', { body: { title: 'Disk is full', severity: 'SEV1' } });
  await api.ask('POST', 'incidents/2/acknowledge/');
  const ids = async (query: string) => (await api.ask('GET', `incidents/?${query}`)).body.results.map((row: { short_id: string }) => row.short_id);
  expect(await ids('')).toEqual(['INC-2', 'INC-1']);
  expect(await ids('ordering=created_at')).toEqual(['INC-1', 'INC-2']);
  expect(await ids('ordering=severity')).toEqual(['INC-2', 'INC-1']);
  expect(await ids('status=triggered')).toEqual(['INC-1']);
  expect(await ids('status=TRIGGERED,ACKNOWLEDGED&severity=sev1,high')).toEqual(['INC-2', 'INC-1']);
  expect(await ids('service=redis-prod')).toEqual(['INC-1']);
  expect(await ids('team=triage')).toEqual(['INC-2']);
  expect(await ids('search=REDIS')).toEqual(['INC-1']);
  expect(await ids('search=inc-2')).toEqual(['INC-2']);
  expect(await ids('created_after=2999-01-01T00:00:00Z')).toEqual([]);
  expect(await ids('created_before=2999-01-01T00:00:00Z')).toEqual(['INC-2', 'INC-1']);
});

describe('what the list does not understand', () => {
  let api: TestApi;
  beforeAll(async () => { api = await anApi(); });
  afterAll(() => api[Symbol.asyncDispose]());

  test.for([['status=open', 'status'], ['severity=SEV9', 'severity'], ['service=nowhere', 'service'], ['team=nowhere', 'team'], ['page=0', 'page'], ['page=x', 'page'], ['page_size=101', 'page_size'], ['ordering=colour', 'ordering'], ['created_after=yesterday', 'created_after'], ['created_before=0000-01-01T00:00:00Z', 'created_before']])('%s is refused, naming %s', async ([query, field]) => {
    const got = await api.ask('GET', `incidents/?${query}`);
    expect([got.status, got.headers.get('content-type'), Object.keys(got.body.fields)]).toEqual([400, 'application/problem+json', [field]]);
    expect(got.body).toMatchObject({ title: expect.any(String), status: 400, detail: expect.any(String), request_id: expect.any(String) });
  });
});
