import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { callOut, verdictOf } from '../../src/delivery/http.ts';
import { Refusal } from '../../src/delivery/refusal.ts';
import { type Behaviour, fakeHttp } from '../fakes/http.ts';

const server = await fakeHttp();
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.answer({ status: 200 }));
const tools = { allowAddresses: ['127.0.0.1', '::1'], timeoutMs: 2_000 };

async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(() => new Error('it was not refused'), (refused: unknown) => refused);
  if (!(error instanceof Refusal)) throw error;
  return error;
}
const call = (url: string, more: object = {}) => callOut(url, { method: 'POST', body: '{}', tools: { ...tools, ...more } });

describe('the one verdict over HTTP', () => {
  test.each([
    [200, 'done'], [201, 'done'], [202, 'done'], [204, 'done'], [299, 'done'],
    [300, 'never'], [301, 'never'], [302, 'never'], [304, 'never'], [307, 'never'], [308, 'never'],
    [400, 'never'], [401, 'never'], [403, 'never'], [404, 'never'], [405, 'never'], [409, 'never'], [410, 'never'], [413, 'never'], [422, 'never'], [451, 'never'],
    [408, 'again'], [425, 'again'], [429, 'again'],
    [500, 'again'], [501, 'again'], [502, 'again'], [503, 'again'], [504, 'again'], [520, 'again'], [599, 'again'],
  ])('%i: %s', (status, verdict) => {
    const refusal = verdictOf(status, 'x.example', undefined, 0);
    expect(refusal === undefined ? 'done' : refusal.retry ? 'again' : 'never').toBe(verdict);
  });

  const now = Date.parse('2026-11-22T10:00:00Z');
  test.each([
    [429, '30', 30], [503, '3600', 3600], [429, '0', 0], [429, '1.2', 2], [503, 'Sun, 22 Nov 2026 10:02:00 GMT', 120],
    [503, 'Sun, 22 Nov 2026 09:00:00 GMT', 0], [429, undefined, undefined], [429, 'soon', undefined], [429, '', undefined],
    [503, '99999999', 86_400], [404, '30', undefined],
  ])('%i with Retry-After %j waits %j s', (status, header, seconds) => {
    expect(verdictOf(status, 'x.example', header, now)?.retryAfterSeconds).toBe(seconds);
  });
});

describe('a call', () => {
  test('brings method, headers and body, and returns the answer', async () => {
    server.answer({ status: 201, headers: { 'x-id': '7' }, body: 'taken' });
    const answer = await callOut(`${server.url}/a?b=1`, { method: 'PUT', headers: { 'x-one': '1' }, body: 'héllo', tools });
    expect(answer).toMatchObject({ status: 201, body: 'taken', headers: { 'x-id': '7' } });
    expect(await server.next(({ path }) => path === '/a?b=1')).toMatchObject({ method: 'PUT', body: 'héllo', headers: { 'x-one': '1' } });
  });
  test('turns name and password of the URL into Basic authorization', async () => {
    await call(server.url.replace('//', '//me:p%40ss%zz@'));
    const { headers } = await server.next(({ headers: { authorization } }) => authorization !== undefined);
    expect(Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('me:p%40ss%zz');
    await call(server.url.replace('//', '//me:p%40ss@'));
    const decoded = await server.next(({ headers: { authorization } }) => authorization !== undefined);
    expect(Buffer.from(decoded.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('me:p@ss');
  });
  test('reads at most 64 KiB of the answer', async () => {
    server.answer({ status: 200, body: 'x'.repeat(1_000_000) });
    expect((await call(server.url)).body).toHaveLength(65_536);
  });
  test('that meets a redirect does not follow it', async () => {
    await using elsewhere = await fakeHttp();
    server.redirectTo(elsewhere.url);
    expect(await refusalOf(call(server.url))).toMatchObject({ retry: false, key: 'delivery.redirected' });
    expect(elsewhere.requests).toHaveLength(0);
  });
  test('never shows the body of a refusal', async () => {
    server.answer({ status: 403, body: 'canary-internal-page' });
    const refusal = await refusalOf(call(server.url));
    expect(`${refusal.message} ${JSON.stringify(refusal)}`).not.toContain('canary');
  });
  test.each([
    [403, { why: 'no\nsuch key' }, { retry: false, key: 'outgoing.vendor_refused', message: expect.stringContaining('“no such key”') }],
    [503, { why: 'tired' }, { retry: true, key: 'outgoing.vendor_later' }],
    [429, { retryAfterSeconds: 7 }, { retry: true, key: 'delivery.status_later', retryAfterSeconds: 7 }],
    [404, { retry: true, why: 'not yet' }, { retry: true, key: 'outgoing.vendor_later' }],
    [403, undefined, { retry: false, key: 'delivery.status_refused' }],
  ])('refused with %i says what the vendor’s own format says: %j', async (status, said, expected) => {
    server.answer({ status, body: 'vendor' });
    expect(await refusalOf(callOut(server.url, { method: 'POST', body: '{}', tools, explain: (body) => (body === 'vendor' ? said : {}) }))).toMatchObject(expected);
  });
  test('to a silent server ends at its time limit and may be tried again', async () => {
    server.answer('hang');
    expect(await refusalOf(call(server.url, { timeoutMs: 150 }))).toMatchObject({ retry: true, key: 'delivery.timed_out' });
  });
  test('that is interrupted from outside may be tried again', async () => {
    server.answer('hang');
    const shutdown = new AbortController();
    const refused = refusalOf(call(`${server.url}/interrupted`, { signal: shutdown.signal }));
    await server.next(({ path }) => path === '/interrupted');
    shutdown.abort();
    expect(await refused).toMatchObject({ retry: true, key: 'delivery.interrupted' });
  });
  test.each<[string, Behaviour]>([['a reset', 'reset'], ['a 503', { status: 503 }]])('that meets %s may be tried again', async (_name, behaviour) => {
    server.answer(behaviour);
    expect(await refusalOf(call(server.url))).toMatchObject({ retry: true });
  });
  test('to a closed port may be tried again', async () => {
    const gone = await fakeHttp();
    await gone[Symbol.asyncDispose]();
    expect(await refusalOf(call(gone.url))).toMatchObject({ retry: true, params: { why: 'ECONNREFUSED' } });
  });
  test('to a name that does not exist may be tried again', async () => {
    expect(await refusalOf(call('http://no-such-host.invalid/'))).toMatchObject({ retry: true, key: 'delivery.unreachable' });
  });
});

describe('an address that may not be reached', () => {
  test.each(['127.1', '0x7f.1', '2130706433', '0177.0.0.1', '0', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', 'LOCALHOST'])(
    '%s is refused for good, naming the setting',
    async (host) => {
      const before = server.requests.length;
      const refusal = await refusalOf(call(`http://${host}:${server.port}/`, { allowAddresses: [] }));
      expect(refusal).toMatchObject({ retry: false, key: 'delivery.address_refused' });
      expect(refusal.message).toContain('IMAS_ALLOW_ADDRESSES');
      expect(server.requests).toHaveLength(before);
    },
  );
  test('is reached by name once an operator allows it', async () => {
    expect((await call(`http://localhost:${server.port}/`)).status).toBe(200);
  });
  test.each(['ftp://example.org/', 'file:///etc/passwd', 'example.org', ''])('%j is not a web address', async (url) => {
    expect(await refusalOf(call(url))).toMatchObject({ retry: false, key: 'delivery.url_invalid' });
  });
  test('includes this server’s own', async () => {
    const refusal = await refusalOf(call(`${server.url}/api/x`, { ownUrls: [`${server.url}/`] }));
    expect(refusal).toMatchObject({ retry: false, key: 'delivery.own_address' });
  });
});
