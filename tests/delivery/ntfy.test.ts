import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../src/delivery/provider.ts';
import { ntfy } from '../../src/delivery/providers/ntfy.ts';
import { fakeNtfy } from '../fakes/ntfy.ts';
import { aMessage } from './message.ts';

const server = await fakeNtfy({ auth: 'Bearer tk_canary' });
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.accept());
const tools = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const settingsOf = (more: object = {}) => ntfy.settings.parse({ server_url: server.url, access_token: 'tk_canary', reply_topic: 'imas-reply-x', ...more });
const send = (message: Partial<Message>, more: object = {}) => ntfy.send(aMessage({ to: 'bea', ...message }), settingsOf(more), tools);
const last = (topic = 'bea') => server.on(topic).at(-1)!;
const facts = (event: string, severity: string): Message['facts'] => ({ event, timestamp: '2026-11-22T03:00:00.000Z', incident: { ...aMessage().facts!.incident!, severity } });

describe('ntfy', () => {
  test('gets a page as JSON at its root, loud, with one tap to acknowledge, one to pass on and one to look', async () => {
    expect(await send({ acknowledgeUrl: 'https://imas.example.org/acknowledge/t', incidentUrl: 'https://imas.example.org/#/incident/INC-42' })).toEqual({ state: 'accepted', id: expect.stringMatching(/^m\d+$/) });
    expect(last()).toMatchObject({
      topic: 'bea', title: 'SEV1 redis-prod: Redis is down', message: 'It does not answer.', priority: 5, tags: ['rotating_light'], click: 'https://imas.example.org/#/incident/INC-42',
      actions: [
        { action: 'http', label: 'Acknowledge', method: 'POST', url: 'https://imas.example.org/acknowledge/t', clear: true },
        { action: 'http', label: 'I can’t', method: 'POST', url: 'https://imas.example.org/acknowledge/t/cant', clear: true },
        { action: 'view', label: 'Open the incident', url: 'https://imas.example.org/#/incident/INC-42' },
      ],
    });
    expect(server.http.requests.at(-1)).toMatchObject({ method: 'POST', path: '/', headers: { authorization: 'Bearer tk_canary' } });
  });
  test('without a public address answers through the secret topic, and no password of ours goes to the phone', async () => {
    await send({ replyToken: 'signed.word' });
    expect(last().actions).toMatchObject([{ url: `${server.url}/imas-reply-x`, body: 'ack signed.word', clear: true }, { url: `${server.url}/imas-reply-x`, body: 'cant signed.word', clear: true }]);
    expect(JSON.stringify(last())).not.toContain('tk_canary');
  });
  test.each([
    ['incident.page', 'SEV1_CRITICAL', 5], ['incident.page', 'SEV2_HIGH', 5], ['incident.page', 'SEV3_MEDIUM', 3], ['incident.reminder', 'SEV2_HIGH', 5],
    ['incident.all-clear', 'SEV1_CRITICAL', 3], ['notice.notice', 'SEV1_CRITICAL', 3],
  ])('%s of %s has priority %i', async (event, severity, priority) => {
    await send({ facts: facts(event, severity)! });
    expect(last().priority).toBe(priority);
  });
  test.each([['letters', 'x'.repeat(9000)], ['quotes and line breaks', '"\n\\'.repeat(3000)], ['characters of four bytes', '🧯'.repeat(3000)], ['half of a character', `${'x'.repeat(4090)}\ud83d`]])('a body of many %s stays a message and arrives cut with care', async (_, body) => {
    await send({ body, acknowledgeUrl: `https://imas.example.org/${'a'.repeat(300)}` });
    expect(Buffer.byteLength(last().message)).toBeLessThanOrEqual(4096);
    expect(last().message).not.toContain('attachment');
    expect(last().message.isWellFormed()).toBe(true);
  });
  test('of nobody in particular goes to the default topic; without one it says so', async () => {
    await send({ to: '' }, { default_topic: 'all' });
    expect(last('all').title).toContain('redis-prod');
    await expect(send({ to: '' })).rejects.toMatchObject({ retry: false, key: 'outgoing.ntfy_no_topic' });
  });
  test('is not asked about a topic that cannot be one: the address is bad', async () => {
    await expect(send({ to: 'a/b' })).rejects.toMatchObject({ retry: false, badAddress: true });
  });
  test('with name and password signs in by Basic', async () => {
    await using own = await fakeNtfy({ auth: `Basic ${Buffer.from('imas:p:w').toString('base64')}` });
    await ntfy.send(aMessage({ to: 'bea' }), ntfy.settings.parse({ server_url: own.url, username: 'imas', password: 'p:w' }), tools);
    expect(own.on('bea')).toHaveLength(1);
  });
  test('refuses in its own words, without the secret', async () => {
    const refused = await send({}, { access_token: 'tk_wrong' }).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ retry: false, key: 'outgoing.vendor_refused', params: { status: 401, why: 'unauthorized' } });
    server.refuse(403, 40301, 'forbidden: tk_canary and imas-reply-x');
    const echoed = await send({}).catch((error: unknown) => error as Error);
    expect(String((echoed as Error).message)).toMatch(/forbidden: ••• and •••/);
  });
  test('nor with name and password as they were sent', async () => {
    const pair = Buffer.from('imas:p:w').toString('base64');
    await using own = await fakeNtfy({ auth: `Basic ${pair}` });
    own.refuse(403, 40301, `no entry for authorization: Basic ${pair}`);
    const echoed = await ntfy.send(aMessage({ to: 'bea' }), ntfy.settings.parse({ server_url: own.url, username: 'imas', password: 'p:w' }), tools).catch((error: unknown) => error as Error);
    expect(String((echoed as Error).message)).toContain('authorization: Basic •••');
  });
  test('that has too much asks for time, and gets it', async () => {
    server.refuse(429, 42901, 'limit reached: too many requests', { 'retry-after': '17' });
    await expect(send({})).rejects.toMatchObject({ retry: true, retryAfterSeconds: 17, params: { why: 'limit reached: too many requests' } });
  });
  test('is not believed when it answers a page of HTML', async () => {
    await using portal = await fakeNtfy();
    portal.http.answer({ status: 200, body: '<html>Sign in</html>' });
    await expect(ntfy.send(aMessage({ to: 'bea' }), ntfy.settings.parse({ server_url: portal.url }), tools)).rejects.toMatchObject({ retry: false, key: 'outgoing.unreadable' });
  });
});

describe('the reply topic', () => {
  test('is made up, and different for each provider', () => {
    const [one, other] = [1, 2].map(() => ntfy.settings.parse({ server_url: 'https://ntfy.sh' }) as { reply_topic: string });
    expect(one!.reply_topic).toMatch(/^imas-reply-[\w-]{32}$/);
    expect(one!.reply_topic).not.toBe(other!.reply_topic);
  });
  test('is read from where it was read last, and not twice', async () => {
    for (const text of ['one', 'two']) await fetch(`${server.url}/imas-reply-x`, { method: 'POST', body: text });
    const first = await ntfy.taps!(settingsOf(), '', tools);
    expect(first.texts).toEqual(['one', 'two']);
    expect(await ntfy.taps!(settingsOf(), first.since, tools)).toEqual({ texts: [], since: first.since });
    await fetch(`${server.url}/imas-reply-x`, { method: 'POST', body: 'three' });
    expect((await ntfy.taps!(settingsOf(), first.since, tools)).texts).toEqual(['three']);
  });
});

test.each([{}, { server_url: 'ntfy.sh' }, { server_url: 'https://ntfy.sh', default_topic: 'a b' }, { server_url: 'https://ntfy.sh', default_priority: 6 }, { server_url: 'https://ntfy.sh', username: 'x' }, { server_url: 'https://ntfy.sh', password: 'x' }])(
  'settings %j are refused', (given) => expect(ntfy.settings.safeParse(given).success).toBe(false));
