import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { conflict, invalid, unavailable } from '../../src/errors.ts';
import { contentSecurityPolicy } from '../../src/http/security-headers.ts';
import { readBody, readJson } from '../../src/http/limits.ts';
import type { RouteGroup } from '../../src/http/route.ts';
import { aServer, ask, raw } from './a-server.ts';

const throwing = (error: () => unknown): RouteGroup => (app) => void app.get('/throws', () => { throw error(); });

describe('refusals', () => {
  test('an unknown route is a problem that names it', async () => {
    await using server = await aServer({});
    const got = await ask(server.origin, '/nowhere');
    expect(got.status).toBe(404);
    expect(got.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(got.body)).toEqual({ title: 'Not found', status: 404, detail: 'There is nothing at GET /nowhere.', request_id: got.headers['x-request-id'] });
  });

  test.each([
    ['a conflict with its machine-readable members', () => conflict('errors.changed_meanwhile', {}, { detail: { acknowledged_by: 'bea' } }), 409, { acknowledged_by: 'bea', code: 'conflict' }],
    ['bad input with what is wrong field by field', () => invalid('errors.bad_number', { min: 1, max: 5 }, { fields: { level: { key: 'errors.bad_number', params: { min: 1, max: 5 } } } }), 400, { fields: { level: 'That should be a whole number from 1 to 5.' } }],
    ['something unavailable', () => unavailable('errors.database_down'), 503, { code: 'unavailable' }],
    ['a database that hangs up', () => Object.assign(new Error('Failed query: select'), { cause: Object.assign(new Error('x'), { code: 'CONNECTION_CLOSED' }) }), 503, { code: 'unavailable' }],
    ['a database that shuts down', () => Object.assign(new Error('terminating'), { code: '57P01' }), 503, { code: 'unavailable' }],
    ['text with a NUL that reached the database', () => Object.assign(new Error('invalid byte sequence'), { code: '22021' }), 400, { code: 'invalid' }],
  ])('%s', async (_, error, status, members) => {
    await using server = await aServer({ routes: [throwing(error)] });
    const got = await ask(server.origin, '/throws');
    expect(got.status).toBe(status);
    expect(JSON.parse(got.body)).toMatchObject({ status, ...members });
    expect(got.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  test('an error of ours tells nothing of its inside', async () => {
    await using server = await aServer({ routes: [throwing(() => new Error('password hunter2 at /srv/secret'))] });
    const got = await ask(server.origin, '/throws');
    expect(got.status).toBe(500);
    expect(got.body).not.toMatch(/hunter2|srv/);
  });

  test('the browser’s language is spoken', async () => {
    await using server = await aServer({});
    const got = await ask(server.origin, '/nowhere', { headers: { 'accept-language': 'fr-FR,fr;q=0.9' } });
    expect(JSON.parse(got.body)).toMatchObject({ title: 'Introuvable' });
  });
});

describe('headers', () => {
  test('every answer carries the strict content security policy', async () => {
    await using server = await aServer({ routes: [(app) => void app.get('/raw', () => new Response('x'))] });
    for (const path of ['/raw', '/nowhere']) {
      const { headers } = await ask(server.origin, path);
      expect(headers['content-security-policy']).toBe(contentSecurityPolicy);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test.each([['https://imas.example.com', 'max-age=31536000'], ['http://imas.example.com', undefined]])('behind %s transport security is %s', async (PUBLIC_URL, expected) => {
    await using server = await aServer({ config: { PUBLIC_URL } });
    expect((await ask(server.origin, '/')).headers['strict-transport-security']).toBe(expected);
  });
});

describe('limits', () => {
  const bodies: RouteGroup = (app) => {
    app.post('/body', async (c) => c.json((await readBody(c, 100)).length));
    app.post('/json', async (c) => c.json(await readJson(c, 100, z.object({ n: z.number() }))));
  };

  test('headers over 16 KiB are answered 431', async () => {
    await using server = await aServer({});
    const got = await raw(server.port, `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(17_000)}\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1\.1 431 /);
    expect(JSON.parse(got.split('\r\n\r\n')[1]!)).toMatchObject({ status: 431 });
  });

  test('a body that announces too much is refused before it is sent', async () => {
    await using server = await aServer({ routes: [bodies] });
    const got = await raw(server.port, 'POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n');
    expect(got).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a chunked body is refused as soon as it has become too large', async () => {
    await using server = await aServer({ routes: [bodies] });
    const got = await raw(server.port, `POST /body HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3e8\r\n${'a'.repeat(1000)}\r\n`);
    expect(got).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body of exactly the limit is taken', async () => {
    await using server = await aServer({ routes: [bodies] });
    expect((await ask(server.origin, '/body', { method: 'POST', body: 'a'.repeat(100) })).body).toBe('100');
  });

  test.each([
    ['not JSON', '{"n":', 'application/json', 400],
    ['another shape', '{"n":"x"}', 'application/json', 400],
    ['another type', '{"n":1}', 'text/plain', 415],
    ['what is expected', '{"n":1}', 'application/json; charset=utf-8', 200],
  ])('%s → %s %s %i', async (_, body, type, status) => {
    await using server = await aServer({ routes: [bodies] });
    expect((await ask(server.origin, '/json', { method: 'POST', body, headers: { 'content-type': type } })).status).toBe(status);
  });

  test.each([
    ['headers', 'POST /body HTTP/1.1\r\nhost: x\r\n'],
    ['a body', 'POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\nabc'],
  ])('%s that do not arrive are given up with 408', async (_, bytes) => {
    await using server = await aServer({ routes: [bodies], patience: { headers: 50, request: 100, check: 20 } });
    expect(await raw(server.port, bytes)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('what is not HTTP is answered 400', async () => {
    await using server = await aServer({});
    expect(await raw(server.port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('quick doors', () => {
  test('have no middleware, but answer errors alike', async () => {
    await using server = await aServer({ quick: { prefixes: ['/v2'], door: () => async () => { throw conflict('errors.changed_meanwhile'); } } });
    const got = await ask(server.origin, '/v2/abc', { method: 'POST' });
    expect(got.status).toBe(409);
    expect(got.headers['content-security-policy']).toBeUndefined();
  });

  test('take only their own paths', async () => {
    await using server = await aServer({ routes: [(app) => void app.get('/v2x', (c) => c.text('slow'))], quick: { prefixes: ['/v2'], door: () => async () => ({ status: 200, headers: {}, body: 'quick' }) } });
    expect((await ask(server.origin, '/v2x')).body).toBe('slow');
    expect((await ask(server.origin, '/v2/x')).body).toBe('quick');
  });
});

describe('whose request it is', () => {
  const address: RouteGroup = (app, deps) => void app.get('/address', (c) => c.text(deps.clientAddress(c) ?? ''));
  test.each([
    ['nobody is trusted', [], '203.0.113.9', '127.0.0.1'],
    ['the peer is trusted', ['127.0.0.0/8'], '203.0.113.9', '203.0.113.9'],
    ['made-up hops on the left do not count', ['127.0.0.0/8', '10.0.0.0/8'], '198.51.100.1, 203.0.113.9, 10.1.1.1', '203.0.113.9'],
    ['nonsense', ['127.0.0.0/8'], 'unknown, <script>', '127.0.0.1'],
  ])('%s', async (_, IMAS_TRUSTED_PROXIES, forwarded, expected) => {
    await using server = await aServer({ routes: [address], config: { IMAS_TRUSTED_PROXIES } });
    expect((await ask(server.origin, '/address', { headers: { 'x-forwarded-for': forwarded } })).body).toBe(expected);
  });
});

test('every answer is observed under its registered route', async () => {
  const seen: unknown[] = [];
  await using server = await aServer({
    routes: [(app) => void app.get('/things/:id', (c) => c.text('x'))], observe: (...what) => seen.push(what.slice(0, 3)),
    quick: { prefixes: ['/v2'], door: () => async () => ({ status: 202, headers: {}, body: '' }) },
  });
  await ask(server.origin, '/things/7?secret=1');
  await ask(server.origin, '/nowhere');
  await ask(server.origin, '/v2/a-token/alerts', { method: 'POST' });
  expect(seen).toEqual([['GET', '/things/:id', 200], ['GET', 'none', 404], ['POST', '/v2', 202]]);
});

test('closing lets what is under way finish and takes nothing new', async () => {
  const began = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  await using server = await aServer({ routes: [(app) => void app.get('/slow', async (c) => {
    began.resolve();
    await go.promise;
    return c.text('done');
  })] });
  const answer = ask(server.origin, '/slow');
  await began.promise;
  const closed = server.close();
  const [refused] = (await once(connect(server.port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
  go.resolve();
  expect((await answer).body).toBe('done');
  expect(refused.code).toBe('ECONNREFUSED');
  await closed;
});
