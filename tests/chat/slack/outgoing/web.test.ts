import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Sql } from '../../../../src/db/client.ts';
import { SlackFault } from '../../../../src/chat/slack/faults.ts';
import { slackHealth } from '../../../../src/chat/slack/health.ts';
import { slackWeb, type Slack } from '../../../../src/chat/slack/web.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { aDatabase } from '../../../database.ts';
import { silent } from '../../../log.ts';

interface Web extends AsyncDisposable { fake: FakeSlack; web: Slack; lines: string[] }
async function aWeb(apiUrl?: string): Promise<Web> {
  const [fake, db] = await Promise.all([fakeSlack(), aDatabase()]);
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const web = slackWeb({ settings: { botToken: fake.botToken, signingSecrets: [], apiUrl: apiUrl ?? fake.apiUrl }, sql: db.sql, log });
  return { fake, web, lines, async [Symbol.asyncDispose]() { await Promise.all([fake[Symbol.asyncDispose](), db[Symbol.asyncDispose]()]); } };
}
const post = (web: Slack, channel: string) => web.call('chat.postMessage', { channel, text: 'hello' }, { lane: 'page', place: channel });

describe('who we are', () => {
  test('is asked once', async () => {
    await using it = await aWeb();
    const me = await it.web.me();
    expect(me).toMatchObject({ teamId: it.fake.world.teamId, botUserId: it.fake.world.botUser, botId: it.fake.world.botId, teamUrl: expect.stringMatching(/^https:.*[^/]\/$/) });
    expect(await it.web.me()).toBe(me);
    expect(it.fake.callsOf('auth.test')).toHaveLength(1);
  });
  test('is asked again when it was not said', async () => {
    await using it = await aWeb();
    it.fake.fail('auth.test', { status: 503, times: 1 });
    await expect(it.web.me()).rejects.toMatchObject({ code: 'http_5xx', retry: true });
    expect(await it.web.me()).toMatchObject({ botUserId: it.fake.world.botUser });
  });
});

describe('the health of Slack', () => {
  test('says what to do about a revoked token, and logs it once', async () => {
    await using it = await aWeb();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.revokeToken();
    for (let i = 0; i < 3; i++) await expect(post(it.web, id)).rejects.toMatchObject({ retry: false });
    expect(it.web.health()).toEqual({ ok: false, detail: expect.stringContaining('/imas setup slack') });
    expect(it.lines).toHaveLength(1);
  });
  test('names a missing scope until it is granted, whatever else goes well', async () => {
    await using it = await aWeb();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const granted = [...it.fake.world.scopes];
    it.fake.grant(['im:write']);
    await expect(post(it.web, id)).rejects.toMatchObject({ code: 'missing_scope', needed: 'chat:write' });
    await it.web.me();
    expect(it.web.health()).toEqual({ ok: false, detail: expect.stringMatching(/chat:write .*https:\/\/api\.slack\.com\/apps/) });
    it.fake.grant(granted);
    await post(it.web, id);
    expect(it.web.health()).toEqual({ ok: true, detail: '' });
  });
  test('tells when nobody answers at its address, and when it works again', async () => {
    await using it = await aWeb();
    it.fake.fail('*', { reset: true, times: 2 });
    for (let i = 0; i < 2; i++) await expect(it.web.me()).rejects.toMatchObject({ code: 'network' });
    expect(it.web.health()).toEqual({ ok: false, detail: 'Slack cannot be reached.' });
    await it.web.me();
    expect(it.web.health().ok).toBe(true);
    expect(it.lines).toHaveLength(2);
  });
  test('tells of a 429 without calling it an illness', async () => {
    await using it = await aWeb();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { retryAfter: 30 });
    await expect(post(it.web, id)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(it.web.health()).toEqual({ ok: true, detail: expect.stringMatching(/wait (30|29) seconds before the next chat.postMessage/) });
  });
  test.each(['rate_limited', 'ratelimited'])('is not restored by a “%s”, which says nothing of it', (code) => {
    const health = slackHealth({ log: silent, say: sayIn('en'), refusals: { left: async () => 0, note: async () => undefined, longest: () => undefined } });
    health.ended('chat.postMessage', new SlackFault('chat.postMessage', 'token_revoked'));
    health.ended('chat.update', new SlackFault('chat.update', code));
    expect(health.health().ok).toBe(false);
  });
  test.each(['token_revoked', 'unreachable', 'missing_scope'])('with “%s”, an answer to anything else shows that it is over, and whoever waits for that is told once', async (code) => {
    const told: string[] = [];
    const health = slackHealth({ log: silent, say: sayIn('en'), refusals: { left: async () => 0, note: async () => undefined, longest: () => undefined }, recovered: () => told.push('again') });
    health.ended('chat.postMessage', new SlackFault('chat.postMessage', code, { needed: 'chat:write,chat:write.public' }));
    if (code === 'missing_scope') health.ended('auth.test', undefined, ['commands']);
    expect([health.health().ok, told]).toEqual([false, []]);
    for (let i = 0; i < 2; i++) health.ended('auth.test', undefined, ['commands', 'chat:write']);
    expect([health.health().ok, told]).toEqual([true, ['again']]);
  });
  test('is not impaired by one channel that is gone', async () => {
    await using it = await aWeb();
    await expect(post(it.web, 'C0GONE')).rejects.toMatchObject({ code: 'channel_not_found' });
    expect(it.web.health()).toEqual({ ok: true, detail: '' });
  });
});

describe('a call', () => {
  test('that hangs ends within five seconds', async () => {
    await using it = await aWeb();
    it.fake.fail('auth.test', { hang: true });
    const from = performance.now();
    await expect(it.web.me()).rejects.toMatchObject({ code: 'timeout', retry: true, inDoubt: true });
    expect(performance.now() - from).toBeLessThan(5500);
  }, 10_000);
  test('to an address where nobody listens was certainly not carried out', async () => {
    await using it = await aWeb('http://127.0.0.1:9/api/');
    await expect(it.web.me()).rejects.toMatchObject({ retry: true });
    expect(it.web.health().ok).toBe(false);
  });
  test('never writes the token into the log', async () => {
    await using it = await aWeb();
    it.fake.fail('auth.test', { status: 500, times: 1 });
    await expect(it.web.me()).rejects.toThrow();
    it.fake.revokeToken();
    await expect(it.web.me()).rejects.toThrow();
    expect(it.lines.join('')).toContain('Slack');
    expect(it.lines.join('')).not.toContain(it.fake.botToken);
  });
});

test('a page does not want the connections of those who take turns', async () => {
  await using fake = await fakeSlack();
  await using db = await aDatabase();
  const turns = (() => Promise.reject(new Error('all are taken'))) as unknown as Sql;
  const web = slackWeb({ settings: { botToken: fake.botToken, signingSecrets: [], apiUrl: fake.apiUrl }, sql: db.sql, turns, log: pino({ level: 'silent' }) });
  const { id } = fake.addChannel({ name: 'sre' });
  await expect(web.call('chat.postMessage', { channel: id, text: 'a card' }, { lane: 'talk', place: id })).rejects.toThrow('all are taken');
  await post(web, id);
  expect(fake.messagesIn(id)).toHaveLength(1);
});
