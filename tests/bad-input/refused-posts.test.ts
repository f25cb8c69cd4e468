import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { rotateToken } from '../../src/domain/sources/rotate-token.ts';
import { alertmanagerBody } from '../world.ts';
import { goodBody, kinds, openDoors, type Doors, type Reply } from './doors.ts';

let doors: Doors;
let revoked: string;
let disabled: string;
beforeAll(async () => {
  doors = await openDoors();
  const { ctx, ports } = doors.world.app;
  const make = (name: string) => createSource(ctx, { name, kind: 'custom' }, { sourceKinds: ports.sourceKinds, sealer: ports.sealer });
  revoked = (await make('rotated')).token;
  await rotateToken(ctx, 'rotated', 0);
  disabled = (await make('switched off')).token;
  await editSource(ctx, 'switched off', { isActive: false }, ports.sealer);
});
afterAll(async () => doors[Symbol.asyncDispose]());

/** How often posts were refused at this path for this reason; waits until it is written. */
const counted = (path: string, reason: string): Promise<{ count: number; address: string }> =>
  doors.world.until(`${path} refused for ${reason}`, async () => (await doors.world.app.sql<{ count: number; address: string }[]>`select count, address from refusals where path = ${path} and reason = ${reason}`)[0]);

describe('what is not JSON, or has another shape, is answered 400 naming the field, and counted', () => {
  const misshapen = [
    ['alertmanager', '{"alerts":', 'body'],
    ['alertmanager', 'status=firing', 'body'],
    ['alertmanager', [], 'body'],
    ['alertmanager', { status: 'firing' }, 'alerts'],
    ['alertmanager', { alerts: { 0: {} } }, 'alerts'],
    ['alertmanager', { alerts: ['x'] }, 'alerts[0].alert'],
    ['alertmanager', { alerts: [{ labels: {} }] }, 'alerts[0].labels'],
    ['alertmanager', { alerts: [{ status: 'exploded', labels: { alertname: 'A' } }] }, 'alerts[0].status'],
    ['grafana', {}, 'alerts'],
    ['custom', '', 'body'],
    ['custom', {}, 'alert_name'],
    ['custom', { alerts: 7 }, 'alerts'],
    ['custom', [{ severity: 'high' }], 'alerts[0].alert_name'],
  ] as const;
  test.each(misshapen)('%s %j', async (kind, body, field) => {
    const reply = await doors.knock(kind, body);
    expect([reply.status, reply.headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(reply.json).toMatchObject({ title: 'Bad Request', status: 400, field, errors: { [field]: [expect.any(String)] } });
  });

  test('each of them is counted by path, address and reason', async () => {
    for (const [kind, , field] of misshapen) expect(await counted(`/api/v1/webhooks/${kind}/`, field)).toMatchObject({ address: '127.0.0.1' });
  });

  test.each([
    ['pagerduty', '/v2/enqueue', { event_action: 'trigger' }, { status: 'invalid event', message: 'Event object is invalid', errors: ["'payload.summary' is missing or blank"] }],
    ['pagerduty', '/v2/enqueue', { event_action: 'resolve' }, { status: 'invalid event', message: 'Event object is invalid', errors: ["'dedup_key' is required to resolve"] }],
    ['opsgenie', '/v2/alerts', { alias: 'a' }, { message: 'message is missing or blank', errors: { message: 'is missing or blank' }, took: 0.001 }],
  ] as const)('%s answers in its own format', async (kind, path, body, answer) => {
    const reply = await doors.knock(kind, body, { path });
    expect([reply.status, reply.json]).toEqual([400, answer]);
  });

  test('many of one kind are one row with a count', async () => {
    await Promise.all(Array.from({ length: 7 }, () => doors.knock('datadog', '{')));
    await doors.world.until('all seven are counted', async () => (await counted('/api/v1/webhooks/datadog/', 'body')).count === 7);
  });

  test('a kind that does not exist is answered 404 with those that do', async () => {
    const reply = await doors.knock('custom', {}, { path: '/api/v1/webhooks/nagios/' });
    expect([reply.status, reply.json['detail']]).toEqual([404, expect.stringContaining('alertmanager, grafana, datadog')]);
    await counted('/api/v1/webhooks/?/', 'unknown kind');
  });

  test.each(['constructor', '__proto__', 'tostring', 'x'.repeat(3000)])('%s is no kind either', async (kind) => {
    const reply = await doors.knock('custom', {}, { path: `/api/v1/webhooks/${kind}/` });
    expect(reply.status).toBe(404);
  });
});

describe('tokens', () => {
  const without = (reply: Reply) => ({ ...reply, headers: Object.fromEntries(Object.entries(reply.headers).filter(([name]) => name !== 'date')) });

  test('unknown, revoked, none, blank and another source’s are answered alike', async () => {
    const replies = await Promise.all([
      doors.knock('custom', goodBody('custom', 'A'), { token: 'a'.repeat(32) }),
      doors.knock('custom', goodBody('custom', 'A'), { token: revoked }),
      doors.knock('custom', goodBody('custom', 'A'), { token: doors.tokens.grafana }),
      doors.knock('custom', goodBody('custom', 'A'), { token: null }),
      doors.knock('custom', goodBody('custom', 'A'), { token: null, headers: { authorization: 'Bearer' } }),
      doors.knock('custom', goodBody('custom', 'A'), { token: null, headers: { authorization: 'Basic dXNlcjpwYXNz' } }),
      doors.knock('custom', '{', { token: null, path: `/api/v1/webhooks/custom/${'x'.repeat(3000)}` }),
      doors.knock('custom', '{', { token: null, path: '/api/v1/webhooks/custom/%00%FF%zz' }),
    ]);
    expect(replies[0]).toMatchObject({ status: 401, json: { title: 'Unauthorized', status: 401 } });
    for (const reply of replies) expect(without(reply)).toEqual(without(replies[0]!));
    expect((await counted('/api/v1/webhooks/custom/', 'token')).count).toBeGreaterThan(0);
  });

  test('another kind’s token opens no other door', async () => {
    for (const kind of kinds) {
      const others = kinds.filter((other) => other !== kind);
      const statuses = await Promise.all(others.map(async (other) => (await doors.knock(kind, goodBody(kind, 'A'), { token: doors.tokens[other] })).status));
      expect(statuses).toEqual(others.map(() => 401));
    }
  });

  test('the answer takes as long for an unknown token as for another source’s', async () => {
    const spent: Record<'unknown' | 'other', number[]> = { unknown: [], other: [] };
    for (let n = 0; n < 120; n++) {
      for (const which of ['unknown', 'other'] as const) {
        const since = performance.now();
        await doors.knock('custom', '{}', { token: which === 'unknown' ? 'b'.repeat(32) : doors.tokens.grafana });
        spent[which].push(performance.now() - since);
      }
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
    // A look into the database for one of them would be a millisecond and more.
    expect(Math.abs(median(spent.unknown) - median(spent.other))).toBeLessThan(0.7);
  });

  test('a disabled source is answered 403, and nothing of the body is taken', async () => {
    const reply = await doors.knock('custom', goodBody('custom', 'Unheard'), { token: disabled });
    expect(reply).toMatchObject({ status: 403, json: { title: 'Forbidden', status: 403 } });
    await counted('/api/v1/webhooks/custom/', 'disabled source');
    expect(await doors.world.app.sql`select 1 from alerts where name = 'Unheard'`).toHaveLength(0);
  });

  test('a key in the body counts for nothing on /webhooks', async () => {
    const body = { ...goodBody('pagerduty', 'K') as object, routing_key: doors.tokens.pagerduty };
    expect((await doors.knock('pagerduty', body, { token: null })).status).toBe(401);
    expect((await doors.knock('pagerduty', body, { token: null, path: '/v2/enqueue' })).status).toBe(202);
  });
});

describe('a body of which only some alerts can be used', () => {
  const body = { ...alertmanagerBody([{ name: 'Good one' }]), alerts: [...alertmanagerBody([{ name: 'Good one' }]).alerts, 7, { status: 'firing', labels: {} }, ...alertmanagerBody([{ name: 'Good two' }]).alerts, { status: 'odd', labels: { alertname: 'X' } }] };

  test('the good ones are taken, the bad ones listed, and the body is kept as it came', async () => {
    const reply = await doors.knock('alertmanager', body);
    const rejected = [{ index: 1, field: 'alert', reason: 'must be an object' }, { index: 2, field: 'labels', reason: 'are missing, and there is no fingerprint' }, { index: 4, field: 'status', reason: 'must be firing or resolved' }];
    expect([reply.status, reply.json]).toEqual([202, { accepted: 2, rejected, request_id: expect.any(String) }]);
    const { sql } = doors.world.app;
    expect((await sql`select name from alerts where name like 'Good %' order by name`).map((row) => row['name'])).toEqual(['Good one', 'Good two']);
    const [kept] = await sql<{ content: Buffer; rejected: unknown; path: string }[]>`select content, rejected, path from raw_posts where rejected is not null`;
    expect(JSON.parse(kept!.content.toString())).toEqual(body);
    expect([kept!.rejected, kept!.path]).toEqual([rejected, '/api/v1/webhooks/alertmanager/']);
  });

  test('the kept body goes after seven days, not before', async () => {
    const { sql, ports } = doors.world.app;
    const left = async () => (await sql`select 1 from raw_posts where rejected is not null`).length;
    await doors.world.advance('6 days 23 hours');
    await ports.runSchedule('purge-raw-posts');
    expect(await left()).toBe(1);
    await doors.world.advance('2 hours');
    await ports.runSchedule('purge-raw-posts');
    expect(await left()).toBe(0);
  });
});
