import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInGroups, type BuiltInGroup } from '../../../src/permissions.ts';
import { anApi, type TestApi } from './an-api.ts';

const everyone = Object.keys(builtInGroups) as BuiltInGroup[];
const admins: BuiltInGroup[] = ['Admins'];
const auditors: BuiltInGroup[] = ['Admins', 'Auditors'];
const responders: BuiltInGroup[] = ['Responders', 'Operators', 'Admins'];
const operators: BuiltInGroup[] = ['Operators', 'Admins'];
const none = '00000000-0000-4000-8000-000000000000';

/** Every route, with a body that gets past its shape and, where the noun allows, no further than the permission. */
const table: readonly [method: string, path: string, who: readonly BuiltInGroup[], body?: unknown][] = [
  ['GET', '/incidents/', everyone],
  ['POST', '/incidents/', responders, { title: '' }],
  ['GET', '/incidents/{ref}/', everyone],
  ['PATCH', '/incidents/{ref}/', operators, { title: '' }],
  ['POST', '/incidents/{ref}/acknowledge/', responders, {}],
  ['POST', '/incidents/{ref}/unacknowledge/', responders, {}],
  ['POST', '/incidents/{ref}/mitigate/', operators, {}],
  ['POST', '/incidents/{ref}/resolve/', operators, {}],
  ['POST', '/incidents/{ref}/reopen/', operators, {}],
  ['POST', '/incidents/{ref}/escalate/', responders, {}],
  ['POST', '/incidents/{ref}/snooze/', operators, { minutes: 1 }],
  ['POST', '/incidents/{ref}/unsnooze/', operators, {}],
  ['POST', '/incidents/{ref}/merge/', operators, { into: 'INC-1' }],
  ['POST', '/incidents/{ref}/unmerge/', operators, {}],
  ['GET', '/incidents/{ref}/comments/', everyone],
  ['POST', '/incidents/{ref}/comments/', responders, { text: '' }],
  ['GET', '/incidents/{ref}/timeline/', everyone],
  ['GET', '/incidents/{ref}/notifications/', everyone],
  ['GET', '/incidents/{ref}/alerts/', everyone],
  ['GET', '/alerts/', everyone],
  ['GET', '/alerts/{id}/', everyone],
  ['GET', '/teams/', everyone],
  ['POST', '/teams/', admins, { name: '' }],
  ['GET', '/teams/{ref}/', everyone],
  ['PATCH', '/teams/{ref}/', admins, { name: '' }],
  ['DELETE', '/teams/{ref}/', admins],
  ['GET', '/teams/{ref}/on-call-load/', everyone],
  ['GET', '/services/', everyone],
  ['POST', '/services/', admins, { name: '', owner_team: 'triage' }],
  ['GET', '/services/{ref}/', everyone],
  ['PATCH', '/services/{ref}/', admins, { name: '' }],
  ['DELETE', '/services/{ref}/', admins],
  ['GET', '/sources/', everyone],
  ['POST', '/sources/', admins, { name: '', type: 'custom' }],
  ['GET', '/sources/{ref}/', everyone],
  ['PATCH', '/sources/{ref}/', admins, {}],
  ['DELETE', '/sources/{ref}/', admins],
  ['POST', '/sources/{ref}/rotate-token/', admins, {}],
  ['GET', '/rules/', everyone],
  ['POST', '/rules/', admins, { source: 'x', match_labels: {} }],
  ['GET', '/rules/{id}/', everyone],
  ['PATCH', '/rules/{id}/', admins, {}],
  ['DELETE', '/rules/{id}/', admins],
  ['GET', '/providers/', admins],
  ['POST', '/providers/', admins, { name: '', type: 'smtp', config: {} }],
  ['GET', '/providers/{ref}/', admins],
  ['PATCH', '/providers/{ref}/', admins, {}],
  ['DELETE', '/providers/{ref}/', admins],
  ['POST', '/providers/{ref}/test/', admins, { to: 'x' }],
  ['GET', '/users/', everyone],
  ['POST', '/users/', admins, { username: '' }],
  ['GET', '/users/{ref}/', everyone],
  ['PATCH', '/users/{ref}/', admins, { language: 'en' }],
  ['DELETE', '/users/{ref}/', admins],
  ['GET', '/groups/', everyone],
  ['POST', '/groups/', admins, { name: '', codenames: [] }],
  ['GET', '/groups/{name}/', everyone],
  ['PATCH', '/groups/{name}/', admins, {}],
  ['DELETE', '/groups/{name}/', admins],
  ['GET', '/tokens/', responders],
  ['POST', '/tokens/', responders, { name: '' }],
  ['DELETE', '/tokens/{id}/', responders],
  ['GET', '/schedules/', everyone],
  ['POST', '/schedules/', admins, { team: 'triage', user: 'root', start_time: '2026-12-07T09:00:00Z', end_time: '2026-12-07T08:00:00Z' }],
  ['GET', '/schedules/{id}/', everyone],
  ['PATCH', '/schedules/{id}/', admins, {}],
  ['DELETE', '/schedules/{id}/', admins],
  ['GET', '/rotations/', everyone],
  ['POST', '/rotations/', admins, { team: 'triage', name: '', members: [] }],
  ['GET', '/rotations/{id}/', everyone],
  ['PATCH', '/rotations/{id}/', admins, {}],
  ['DELETE', '/rotations/{id}/', admins],
  ['GET', '/overrides/', everyone],
  ['POST', '/overrides/', admins, { team: 'triage', user: 'root', start_time: '2026-12-07T09:00:00Z', end_time: '2026-12-07T08:00:00Z' }],
  ['GET', '/overrides/{id}/', everyone],
  ['PATCH', '/overrides/{id}/', admins, {}],
  ['DELETE', '/overrides/{id}/', admins],
  ['GET', '/shifts/', everyone],
  ['GET', '/escalation-policies/', everyone],
  ['POST', '/escalation-policies/', admins, { team: 'triage', steps: [] }],
  ['GET', '/escalation-policies/{id}/', everyone],
  ['PATCH', '/escalation-policies/{id}/', admins, {}],
  ['DELETE', '/escalation-policies/{id}/', admins],
  ['GET', '/users/{ref}/notification-rules/', admins],
  ['POST', '/users/{ref}/notification-rules/', admins, { urgency: 'high', means: 'SMS' }],
  ['DELETE', '/users/{ref}/notification-rules/', admins],
  ['DELETE', '/users/{ref}/notification-rules/{urgency}/{number}/', admins],
  ['GET', '/notifications/', everyone],
  ['GET', '/notifications/{id}/', everyone],
  ['POST', '/notifications/{id}/retry/', admins],
  ['POST', '/notifications/retry/', admins],
  ['GET', '/audit-log/', auditors],
  ['GET', '/settings/', everyone],
  ['GET', '/settings/{name}/', everyone],
  ['PUT', '/settings/{name}/', admins, { value: 'wrong' }],
  ['DELETE', '/settings/{name}/', admins],
  ['GET', '/metrics/summary/', everyone],
  // What a phrase may do is decided when it is carried out.
  ['POST', '/chat/', everyone, { text: '/imas help' }],
];

/** Something that is there, so that whoever may gets to do it and nobody is refused for want of a thing. */
const refs: Record<string, string> = { incidents: 'INC-1', teams: 'triage', services: 'unknown/triage', users: 'root', groups: 'admins', settings: 'mute_hours', schedules: '00000000-0000-4000-8000-000000000001' };
const addressOf = (path: string): string => path.slice(1).replace(/\{\w+\}/, encodeURIComponent(refs[path.split('/')[1]!] ?? none));

describe('group × route', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await anApi();
    for (const group of everyone) await api.join(group.toLowerCase(), [group]);
    // A team that nobody is on call for, so that only groups count.
    await api.ask('POST', 'teams/', { body: { name: 'Nobody' } });
    await api.ask('POST', 'incidents/', { body: { title: 'Down', team: 'nobody' } });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const cases = table.flatMap(([method, path, who, body]) => everyone.map((group) => ({ method, path, group, allowed: who.includes(group), body })));
  test.for(cases)('$method $path for $group: $allowed', async ({ method, path, group, allowed, body }) => {
    // Nobody leads, or who has just acknowledged could do everything.
    await api.db.sql`update incidents set lead_id = null, holder_id = null`;
    // Everybody may change their own entries: this one is the first administrator's.
    await api.db.sql`insert into shifts (id, team_id, user_id, starts_at, ends_at) select ${refs['schedules']!}, t.id, u.id, '2030-01-07', '2030-01-08' from teams t, users u where t.name = 'Nobody' and u.username = 'root' on conflict do nothing`;
    const { status } = await api.ask(method, addressOf(path), { as: group.toLowerCase(), body });
    if (allowed) expect([401, 403, 500]).not.toContain(status);
    else expect(status).toBe(403);
  });

  test.for(table.map(([method, path, , body]) => ({ method, path, body })))('$method $path asks a stranger to sign in', async ({ method, path, body }) => {
    const got = await api.ask(method, addressOf(path), { as: '', body });
    expect([got.status, got.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
  });

  test('every route is in the table', async () => {
    const { paths } = (await api.ask('GET', '/api/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
    const routes = Object.entries(paths).filter(([path]) => path.startsWith('/api/v1/')).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice('/api/v1'.length)}`));
    expect(new Set(routes)).toEqual(new Set(table.map(([method, path]) => `${method} ${path}`)));
  });
});

test('whoever was paged may acknowledge, whatever their group', async () => {
  await using api = await anApi();
  const vic = await api.join('vic', ['Viewers']);
  await api.ask('POST', 'incidents/', { body: { title: 'Down' } });
  expect((await api.ask('POST', 'incidents/1/acknowledge/', { as: 'vic' })).status).toBe(403);
  await api.db.sql`insert into incident_people (incident_id, user_id, role) select id, ${vic}, 'paged' from incidents`;
  expect((await api.ask('POST', 'incidents/1/acknowledge/', { as: 'vic' })).status).toBe(200);
});

test('a console session reads, and changes nothing', async () => {
  await using api = await anApi();
  const { startSession } = await import('../../../src/domain/people/start-session.ts');
  const { cookie } = await startSession(api.db.ctx(), await api.join('ann', ['Admins']));
  const headers = { cookie: `imas_session=${cookie}` };
  expect((await api.ask('GET', 'teams/', { as: '', headers })).status).toBe(200);
  expect((await api.ask('POST', 'teams/', { as: '', headers, body: { name: 'X' } })).status).toBe(401);
});
