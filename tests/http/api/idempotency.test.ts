import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

const headers = { 'idempotency-key': 'one' };

test('the same key and body give the same answer, and nothing is done twice', async () => {
  await using api = await anApi();
  const first = await api.ask('POST', 'sources/', { headers, body: { name: 'A', type: 'custom' } });
  const again = await api.ask('POST', 'sources/', { headers, body: { name: 'A', type: 'custom' } });
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
  expect((await api.ask('GET', 'sources/')).body.count).toBe(1);
});

test('an answer with a token is not kept in clear', async () => {
  await using api = await anApi();
  const { token } = (await api.ask('POST', 'sources/', { headers, body: { name: 'A', type: 'custom' } })).body as { token: string };
  const [row] = await api.db.sql`select body from idempotency_keys`;
  expect(JSON.stringify(row)).not.toContain(token);
});

test('the same key with another body or address is refused', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { headers, body: { name: 'A' } });
  expect((await api.ask('POST', 'teams/', { headers, body: { name: 'B' } })).status).toBe(409);
  expect((await api.ask('POST', 'groups/', { headers, body: { name: 'A', codenames: [] } })).status).toBe(409);
  expect((await api.ask('GET', 'teams/')).body.results.map((it: { name: string }) => it.name)).toEqual(['A', 'Triage']);
});

test('of many at the same moment one is carried out; the others get its answer or are told to wait', async () => {
  await using api = await anApi();
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.ask('POST', 'teams/', { headers, body: { name: 'A' } })));
  expect(answers.filter((it) => it.status === 201 && it.headers.get('idempotency-replayed') === null)).toHaveLength(1);
  for (const it of answers) expect([201, 409]).toContain(it.status);
  for (const it of answers.filter(({ status }) => status === 409)) expect(it.body.detail).toMatch(/being carried out/);
});

test('keys belong to one person', async () => {
  await using api = await anApi();
  await api.join('ann', ['Admins']);
  await api.ask('POST', 'teams/', { headers, body: { name: 'A' } });
  expect((await api.ask('POST', 'teams/', { headers, as: 'ann', body: { name: 'B' } })).status).toBe(201);
});

test('a refusal is not kept: the request may be repaired under its key', async () => {
  await using api = await anApi();
  expect((await api.ask('POST', 'teams/', { headers, body: { name: '' } })).status).toBe(400);
  expect((await api.ask('POST', 'teams/', { headers, body: { name: 'A' } })).status).toBe(201);
});

test('after a day the key is free', async () => {
  await using api = await anApi();
  await api.ask('POST', 'teams/', { headers, body: { name: 'A' } });
  await api.db.advance('24 hours 1 second');
  expect((await api.ask('POST', 'teams/', { headers, body: { name: 'B' } })).status).toBe(201);
});

test.for(['chat/', 'providers/mail/test/'])('what reaches out is done once too: %s', async (path) => {
  await using api = await anApi();
  await api.ask('POST', 'providers/', { body: { name: 'Mail', type: 'smtp', config: { password: 'x' } } });
  const body = path === 'chat/' ? { text: '/incident list' } : { to: 'me@example.com' };
  const first = await api.ask('POST', path, { headers, body });
  const again = await api.ask('POST', path, { headers, body });
  expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([200, first.body, 'true']);
  expect(api.said.length + api.tests.length).toBe(1);
});

test('work outside the database that died with its process does not hold the key for a day', async () => {
  await using api = await anApi();
  const body = { text: '/incident list' };
  await api.ask('POST', 'chat/', { headers, body });
  await api.db.sql`update idempotency_keys set status = null, body = null`;
  expect((await api.ask('POST', 'chat/', { headers, body })).status).toBe(409);
  await api.db.advance('11 minutes');
  expect((await api.ask('POST', 'chat/', { headers, body })).status).toBe(200);
});

test.for(['', 'a b', 'é', 'x'.repeat(256)])('“%s” is no key', async (key) => {
  await using api = await anApi();
  const got = await api.ask('POST', 'teams/', { headers: { 'idempotency-key': Buffer.from(key, 'utf8').toString('latin1') }, body: { name: 'A' } });
  expect(got.status).toBe(400);
});
