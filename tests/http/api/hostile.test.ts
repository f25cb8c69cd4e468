import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApi, type TestApi } from './an-api.ts';

describe('hostile input', () => {
  let api: TestApi;
  /** Many tokens, so that the limit of one is not what answers. */
  let turn = 0;
  const ask: TestApi['ask'] = (method, path, how = {}) => api.ask(method, path, { as: `root${turn++ % 10}`, ...how });
  beforeAll(async () => {
    api = await anApi();
    for (let n = 0; n < 10; n++) api.tokens.set(`root${n}`, (await api.ask('POST', 'tokens/', { body: { name: `t${n}` } })).body.token);
    await api.ask('POST', 'incidents/', { body: { title: 'Down' } });
    await api.ask('POST', 'sources/', { body: { name: 'Prometheus', type: 'custom' } });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('\0', '\ud800', '‮', '%', '%zz', "'; drop table teams; --", '9'.repeat(400), '-1', 'NaN', '1e309', '0000-01-01T00:00:00Z', '9999-99-99T99:99', '9999-99-99T99:99:99Z', '__proto__', '{}', '[]', 'null', '../../etc'),
  );
  const fields = ['title', 'name', 'description', 'severity', 'service', 'team', 'lead', 'page', 'page_size', 'status', 'ordering', 'search', 'created_after', 'detected_at', 'members', 'managers', 'current_on_call', 'working_hours', 'owner_team', 'criticality', 'runbook_url', 'aliases', 'type', 'config', 'match_labels', 'source', 'target_service', 'position', 'username', 'email', 'phone', 'groups', 'time_zone', 'scopes', 'expires_at', 'value', 'text', 'place', 'until', 'minutes', 'into', 'to', 'from', 'user', 'incident', 'outcome', 'success', 'after', 'grace_hours', 'severity_words', 'is_active', 'priority', 'acknowledge_timeout_minutes'];
  const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.constantFrom(1e308, -1, 2 ** 53, null, [], {}));
  const lists = ['incidents/', 'alerts/', 'teams/', 'services/', 'sources/', 'rules/', 'providers/', 'users/', 'groups/', 'tokens/', 'notifications/', 'audit-log/', 'settings/', 'escalation-policies/', 'metrics/summary/', 'incidents/1/timeline/', 'settings/mute_hours/'];
  /** With what gets each past its shape, so that the verbs see the rest. */
  const changes: readonly (readonly [method: string, path: string, base: Record<string, unknown>])[] = [
    ['POST', 'incidents/', { title: 'x' }], ['PATCH', 'incidents/1/', {}], ['POST', 'incidents/1/snooze/', {}], ['POST', 'incidents/1/comments/', { text: 'x' }], ['POST', 'incidents/1/merge/', { into: '2' }],
    ['POST', 'teams/', { name: 'x' }], ['PATCH', 'teams/triage/', {}], ['POST', 'services/', { name: 'x', owner_team: 'triage' }], ['POST', 'sources/', { name: 'x', type: 'custom' }], ['PATCH', 'sources/prometheus/', {}],
    ['POST', 'sources/prometheus/rotate-token/', {}], ['POST', 'rules/', { source: 'prometheus', match_labels: {}, target_service: 'unknown/triage' }], ['POST', 'providers/', { name: 'x', type: 'smtp', config: { password: 'x' } }],
    ['POST', 'users/', { username: 'x' }], ['PATCH', 'users/me/', {}], ['POST', 'groups/', { name: 'x', codenames: [] }], ['POST', 'tokens/', { name: 'x' }], ['PUT', 'settings/mute_hours/', {}], ['POST', 'chat/', { text: 'x' }],
  ];
  const sane = (status: number) => status < 500 && status !== 429;

  test('no query string is answered 5xx', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...lists), fc.dictionary(fc.constantFrom(...fields), nasty, { maxKeys: 4 }), async (path, query) => {
      const got = await ask('GET', `${path}?${Object.entries(query).map(([name, it]) => `${name}=${encodeURIComponent(it.toWellFormed())}`).join('&')}`);
      return sane(got.status);
    }), { numRuns: 150 });
  });

  test('no path is answered 5xx', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('incidents', 'alerts', 'teams', 'services', 'sources', 'rules', 'providers', 'users', 'groups', 'notifications', 'settings', 'escalation-policies'), nasty, fc.constantFrom('GET', 'PATCH'), async (noun, word, method) => {
      const got = await ask(method, `${noun}/${encodeURIComponent(word.toWellFormed())}/`, method === 'GET' ? {} : { body: {} });
      return sane(got.status);
    }), { numRuns: 150 });
    for (const path of ['incidents/%', 'incidents/%00', 'incidents/%ff', 'teams/%c3%28/', 'alerts/99999999999999999999']) expect(sane((await ask('GET', path)).status)).toBe(true);
  });

  test('no JSON body is answered 5xx', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...changes), fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 4 }), async ([method, path, base], body) => sane((await ask(method, path, { body: { ...base, ...body } })).status)), { numRuns: 250 });
  });

  test('whatever follows, the next good request works', async () => {
    expect((await api.ask('POST', 'incidents/', { body: { title: 'Still here', force_new: true } })).status).toBe(201);
  });

  test.for(['', 'null', '[]', '"x"', '{', '{"title":', '<xml/>', '\u0000', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, `{"title":"a","x":${'{"x":'.repeat(40)}1${'}'.repeat(40)}}`])('a body of %j is refused as a problem', async (body) => {
    const got = await api.ask('POST', 'incidents/', { body });
    expect([got.status, got.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  test('a body above a megabyte is refused', async () => {
    expect((await api.ask('POST', 'incidents/', { body: { title: 'a', description: 'x'.repeat(1024 * 1024) } })).status).toBe(413);
  });

  test('characters that cannot be stored are stored visibly replaced', async () => {
    const got = await api.ask('POST', 'incidents/', { body: '{"title":"a\\u0000b\\ud800c","force_new":true}' });
    expect([got.status, got.body.title]).toEqual([201, 'a\uFFFDb\uFFFDc']);
  });

  test('every wrong member is named, in the reader’s language', async () => {
    const got = await api.ask('POST', 'incidents/', { headers: { 'accept-language': 'fr' }, body: { title: 5, severity: 'worst', force_new: 'yes', detected_at: 'now', unknown: 1 } });
    expect(got.body.fields).toEqual({
      title: 'devrait être : string', severity: 'devrait faire partie de SEV1_CRITICAL, SEV2_HIGH, SEV3_MEDIUM, SEV4_LOW', force_new: 'devrait être : boolean', detected_at: expect.stringMatching(/^devrait être un instant/),
    });
  });

  test('a member that is missing is said to be needed', async () => {
    expect((await api.ask('POST', 'incidents/', { body: {} })).body.fields).toEqual({ title: 'is needed' });
  });
});
