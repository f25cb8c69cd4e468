import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/delivery/provider.ts';
import { webhook } from '../../src/delivery/providers/webhook.ts';
import { fakeHttp } from '../fakes/http.ts';
import { aMessage } from './message.ts';

const server = await fakeHttp();
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.answer({ status: 200 }));
const tools = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const send = (message: Partial<Message>, settings: object = {}) =>
  webhook.send(aMessage({ to: '', ...message }), webhook.settings.parse({ url: `${server.url}/hook`, ...settings }), tools);

describe('a webhook', () => {
  test('posts the documented JSON, unknown members as null', async () => {
    expect(await send({ acknowledgeUrl: 'https://imas.example/a/1' })).toEqual({ state: 'accepted' });
    const { method, body, headers } = await server.next();
    expect({ method, type: headers['content-type'], event: headers['x-imas-event'], key: headers['idempotency-key'] })
      .toEqual({ method: 'POST', type: 'application/json', event: 'incident.page', key: 'n-1' });
    expect(JSON.parse(body)).toEqual({
      event: 'incident.page', timestamp: '2026-11-22T03:00:00.000Z', key: 'n-1', headline: 'SEV1 redis-prod: Redis is down', body: 'It does not answer.',
      person: null, acknowledge_url: 'https://imas.example/a/1',
      incident: { id: 'i-42', short_id: 'INC-42', title: 'Redis is down', severity: 'SEV1', status: 'OPEN', service: 'redis-prod', team: 'SRE', by: null, url: null },
    });
  });
  test('without facts still has every member', async () => {
    const { facts: _none, ...plain } = aMessage({ to: '' });
    await webhook.send(plain, webhook.settings.parse({ url: server.url }), tools);
    expect(JSON.parse((await server.next()).body)).toMatchObject({ event: 'message', incident: null, person: null, acknowledge_url: null });
  });
  test('signs time and body with its secret', async () => {
    await send({ body: 'é' }, { secret: 'whsec' });
    const { headers, body } = await server.next();
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-imas-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', 'whsec').update(`${t}.${body}`).digest('hex'));
    expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(60);
  });
  test('without a secret is not signed', async () => {
    await send({});
    expect((await server.next()).headers).not.toHaveProperty('x-imas-signature');
  });
  test('uses the method and headers of its settings', async () => {
    await send({}, { method: 'PUT', headers: 'Authorization: Bearer x\nX-Team: sre' });
    expect(await server.next()).toMatchObject({ method: 'PUT', headers: { authorization: 'Bearer x', 'x-team': 'sre' } });
  });
  test('of a person goes to that person’s URL, without the headers meant for the settings’ server', async () => {
    await using own = await fakeHttp();
    await send({ to: `${own.url}/mine` }, { headers: { Authorization: 'Bearer x' } });
    const { path, headers } = await own.next();
    expect(path).toBe('/mine');
    expect(headers).not.toHaveProperty('authorization');
  });
  test('survives a key and event that no header could carry', async () => {
    await send({ key: 'a\r\nX-Evil: 1 é', facts: { event: 'x\ny', timestamp: 't' } });
    const { headers } = await server.next();
    expect(headers).toMatchObject({ 'idempotency-key': 'a__X-Evil: 1 _', 'x-imas-event': 'x_y' });
    expect(headers).not.toHaveProperty('x-evil');
  });
  test.each([[503, true], [429, true], [404, false], [302, false]])('answered %i may be tried again: %s', async (status, retry) => {
    server.answer({ status, headers: { 'retry-after': '30', location: server.url } });
    await expect(send({})).rejects.toMatchObject({ name: 'Undeliverable', retry, ...(retry ? { retryAfterSeconds: 30 } : {}) });
  });
});

describe('a webhook’s settings', () => {
  test.each([
    { url: 'ftp://example.org' }, { url: 'x' }, {}, { url: 'https://example.org', method: 'DELETE' }, { url: 'https://example.org', format: 'xml' },
    { url: 'https://example.org', headers: { 'X-A': 'b\r\nX-C: d' } }, { url: 'https://example.org', headers: { 'X A': 'b' } },
    { url: 'https://example.org', headers: { Host: 'b' } }, { url: 'https://example.org', headers: { 'X-IMAS-Signature': 'b' } },
  ])('%j are refused', (given) => expect(webhook.settings.safeParse(given).success).toBe(false));
});
