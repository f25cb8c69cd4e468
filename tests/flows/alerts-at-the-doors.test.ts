import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { rotateToken } from '../../src/domain/sources/rotate-token.ts';
import { goodBody, kinds, openDoors, type Doors } from '../bad-input/doors.ts';
import { alertmanagerBody } from '../world.ts';

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(async () => doors[Symbol.asyncDispose]());

const hook = { 'sentry-hook-resource': 'event_alert' };
const alertNamed = async (name: string) => (await doors.world.app.sql<{ status: string; ended_at: Date | null; started_at: Date; severity: string; incident: number; service: string; deliveries: number }[]>`
  select i.status, a.ended_at, a.started_at, a.severity, i.number as incident, s.name as service, a.deliveries from alerts a join incidents i on i.id = a.incident_id join services s on s.id = i.service_id where a.name = ${name}`)[0];

describe('a token counts', () => {
  test.each(kinds)('%s: as Bearer, as Token and as the last part of the path, with and without a slash at the end', async (kind) => {
    const token = doors.tokens[kind];
    const ways = [
      { path: `/api/v1/webhooks/${kind}/`, headers: { authorization: `Bearer ${token}` } }, { path: `/api/v1/webhooks/${kind}`, headers: { authorization: `Token ${token}` } },
      { path: `/api/v1/webhooks/${kind}`, headers: { authorization: `bearer ${token}` } },
      { path: `/api/v1/webhooks/${kind}/${token}/`, headers: {} }, { path: `/api/v1/webhooks/${kind}/${token}`, headers: {} },
    ];
    for (const way of ways) expect((await doors.knock(kind, goodBody(kind, `Way ${kind}`), { token: null, path: way.path, headers: { ...hook, ...way.headers } })).status).toBe(202);
    expect((await alertNamed(`Way ${kind}`))!.service).toBe('redis-prod');
  });

  test('in the body of /v2/enqueue as routing_key, with and without a slash at the end', async () => {
    for (const path of ['/v2/enqueue', '/v2/enqueue/']) {
      expect((await doors.knock('pagerduty', { ...goodBody('pagerduty', 'Routed') as object, routing_key: doors.tokens.pagerduty }, { token: null, path })).status).toBe(202);
    }
    expect((await doors.knock('pagerduty', { ...goodBody('pagerduty', 'Routed') as object, routing_key: 'z'.repeat(32) }, { token: null, path: '/v2/enqueue' })).status).toBe(401);
  });

  test('as GenieKey on /v2/alerts', async () => {
    for (const path of ['/v2/alerts', '/v2/alerts/']) expect((await doors.knock('opsgenie', goodBody('opsgenie', 'Genie'), { token: null, path, headers: { authorization: `GenieKey ${doors.tokens.opsgenie}` } })).status).toBe(202);
  });

  test('at the door called generic, which is custom', async () => {
    expect((await doors.knock('custom', { name: 'By the old name' }, { path: '/api/v1/webhooks/generic/' })).status).toBe(202);
    expect(await alertNamed('By the old name')).toMatchObject({ service: 'Unknown/Triage' });
  });

  test('the old one until its grace is over, the new one at once', async () => {
    const { ctx, sql } = doors.world.app;
    const old = doors.tokens.grafana;
    const { token } = await rotateToken(ctx, 'grafana', 24);
    const status = async (used: string) => (await doors.knock('grafana', goodBody('grafana', 'Rotated'), { token: used })).status;
    await doors.world.until('the new token is known', async () => (await status(token)) === 202);
    expect(await status(old)).toBe(202);
    await sql`update source_tokens set expires_at = now() - interval '1 second' where expires_at is not null`;
    await sql`update configuration set version = version + 1`.catch(() => undefined);
    await sql`select pg_notify('imas_configuration', '')`;
    await doors.world.until('the old token is over', async () => (await status(old)) === 401);
    expect(await status(token)).toBe(202);
  });

  test('while the source is active: disabled it is 403, enabled again 202', async () => {
    const { ctx, ports } = doors.world.app;
    const until = (status: number) => doors.world.until(`it answers ${status}`, async () => (await doors.knock('datadog', goodBody('datadog', 'On and off'))).status === status);
    await editSource(ctx, 'datadog', { isActive: false }, ports.sealer);
    await until(403);
    await editSource(ctx, 'datadog', { isActive: true }, ports.sealer);
    await until(202);
  });
});

describe('PagerDuty’s own answers', () => {
  const enqueue = (body: object) => doors.knock('pagerduty', { routing_key: doors.tokens.pagerduty, ...body }, { token: null, path: '/v2/enqueue' });

  test('trigger, acknowledge and resolve of a key', async () => {
    const answer = { status: 'success', message: 'Event processed', dedup_key: 'key-PD' };
    expect(await enqueue(goodBody('pagerduty', 'PD') as object)).toMatchObject({ status: 202, json: answer });
    expect(await enqueue({ event_action: 'acknowledge', dedup_key: 'key-PD' })).toMatchObject({ status: 202, json: answer });
    const reply = await enqueue({ event_action: 'resolve', dedup_key: 'key-PD' });
    expect([reply.status, reply.json]).toEqual([202, answer]);
    expect((await alertNamed('PD'))!.ended_at).toBeInstanceOf(Date);
  });

  test('a trigger without a key is given one', async () => {
    const reply = await enqueue({ event_action: 'trigger', payload: { summary: 'No key', source: 'x', severity: 'info' } });
    expect(reply.json).toEqual({ status: 'success', message: 'Event processed', dedup_key: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('resolving an unknown key changes nothing', async () => {
    expect((await enqueue({ event_action: 'resolve', dedup_key: 'never heard' })).status).toBe(202);
    expect(await doors.world.app.sql`select 1 from alerts where fingerprint = 'never heard'`).toHaveLength(0);
  });

  test('a change event is taken and raises nothing', async () => {
    const reply = await doors.knock('pagerduty', { routing_key: doors.tokens.pagerduty, payload: { summary: 'Deployed' } }, { token: null, path: '/v2/change/enqueue' });
    expect(reply).toMatchObject({ status: 202, json: { status: 'success' } });
    expect(await alertNamed('Deployed')).toBeUndefined();
  });
});

test('Opsgenie’s own answers: create, acknowledge and close by alias', async () => {
  const call = (path: string, body: object) => doors.knock('opsgenie', body, { token: null, path, headers: { authorization: `GenieKey ${doors.tokens.opsgenie}` } });
  for (const [path, body] of [['/v2/alerts', goodBody('opsgenie', 'OG')], ['/v2/alerts/alias-OG/acknowledge?identifierType=alias', { user: 'bea' }], ['/v2/alerts/alias-OG/notes?identifierType=alias', { note: 'x' }], ['/v2/alerts/alias-OG/close?identifierType=alias', {}]] as const) {
    expect(await call(path, body as object)).toMatchObject({ status: 202, json: { result: 'Request will be processed', took: expect.any(Number), requestId: expect.any(String) } });
  }
  expect((await alertNamed('OG'))!.ended_at).toBeInstanceOf(Date);
});

test('a tool acknowledges only where it may', async () => {
  const { ctx, ports, sql } = doors.world.app;
  const enqueue = (body: object) => doors.knock('pagerduty', body, { path: '/v2/enqueue' });
  await enqueue({ event_action: 'trigger', dedup_key: 'may', payload: { summary: 'May it', source: 'x', severity: 'critical', component: 'may-it' } });
  await enqueue({ event_action: 'acknowledge', dedup_key: 'may' });
  expect(await alertNamed('May it')).toMatchObject({ status: 'TRIGGERED' });
  await editSource(ctx, 'pagerduty', { toolMayAcknowledge: true }, ports.sealer);
  await enqueue({ event_action: 'acknowledge', dedup_key: 'may' });
  expect(await alertNamed('May it')).toMatchObject({ status: 'ACKNOWLEDGED' });
  expect(await sql`select 1 from runs r join incidents i on i.id = r.incident_id where i.title like 'May it%' and r.ended_at is null`).toHaveLength(0);
});

test('an Alertmanager pair: the same post ten times at once is one alert, one incident, one run', async () => {
  const body = alertmanagerBody([{ name: 'Paired', service: 'paired' }]);
  const replies = await Promise.all(Array.from({ length: 10 }, () => doors.world.post('alertmanager', body)));
  expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(202));
  const { sql } = doors.world.app;
  await doors.world.until('ten deliveries are counted', async () => (await alertNamed('Paired'))?.deliveries === 10);
  expect(await sql`select 1 from incidents where title like 'Paired%'`).toHaveLength(1);
  expect(await sql`select 1 from runs r join incidents i on i.id = r.incident_id where i.title like 'Paired%'`).toHaveLength(1);
});

test('it is detected when the tool says it began, and never after the receipt', async () => {
  const { sql } = doors.world.app;
  const detected = async (name: string) => (await sql<{ at: Date; receipt: Date }[]>`select i.detected_at as at, a.received_at as receipt from incidents i join alerts a on a.incident_id = i.id where a.name = ${name}`)[0]!;
  await doors.world.post('alertmanager', alertmanagerBody([{ name: 'Began', service: 'began', startsAt: '2026-02-05T10:00:00Z' }]));
  expect((await detected('Began')).at.toISOString()).toBe('2026-02-05T10:00:00.000Z');
  await doors.world.post('alertmanager', alertmanagerBody([{ name: 'Ahead', service: 'ahead', startsAt: '2099-02-05T10:00:00Z' }]));
  const { at, receipt } = await detected('Ahead');
  expect(at).toEqual(receipt);
});

test('a group that was cut short is closed as a whole by its resolved body', async () => {
  const group = '{}:{alertname="Disk"}';
  const many = Array.from({ length: 50 }, (_, i) => ({ name: 'Disk', service: 'disks', labels: { instance: `host-${i}` } }));
  await doors.world.post('alertmanager', alertmanagerBody(many, group));
  await doors.world.post('alertmanager', { ...alertmanagerBody(many.slice(0, 10).map((alert) => ({ ...alert, over: true })), group), truncatedAlerts: 40 });
  const { sql } = doors.world.app;
  expect(await sql`select count(*)::int as n, count(ended_at)::int as over from alerts where name = 'Disk'`).toEqual([{ n: 50, over: 50 }]);
  expect(await alertNamed('Disk')).toMatchObject({ status: 'RESOLVED' });
});
