import { describe, expect, test } from 'vitest';
import { reply } from '../../../../src/chat/answer.ts';
import { startInbound } from '../../../../src/chat/slack/inbound.ts';
import type { Incoming } from './an-inbound.ts';
import { anInbound } from './an-inbound.ts';
import { testSealer } from '../../../night.ts';

const post = (it: Incoming, body: string, headers: Record<string, string> = it.slack.signed(body), type = 'application/json') => fetch(it.url, { method: 'POST', body, headers: { 'content-type': type, ...headers } });

describe('over HTTP', () => {
  test('Slack’s check of the address is answered', async () => {
    await using it = await anInbound();
    expect(await it.slack.verifyUrl()).toBe(true);
  });
  test('what Slack did not sign is refused and reaches nobody', async () => {
    await using it = await anInbound();
    const body = new URLSearchParams({ command: '/imas', user_id: it.bea.id, trigger_id: '1.2' }).toString();
    const old = it.slack.signed(body, Math.floor(Date.now() / 1000) - 400);
    const ahead = it.slack.signed(body, Math.floor(Date.now() / 1000) + 400);
    const taken = await Promise.all([{}, old, ahead].map((headers) => post(it, body, headers, 'application/x-www-form-urlencoded')));
    await it.inbound.stop();
    expect([taken.map(({ status }) => status), it.reached]).toEqual([[401, 401, 401], []]);
  });
  test.each([
    ['no JSON', '{"type":', 'application/json', 400],
    ['JSON that is no object', '[1]', 'application/json', 400],
    ['a payload that is no JSON', 'payload=%7B', 'application/x-www-form-urlencoded', 400],
    ['Slack’s check of the certificate', 'ssl_check=1&token=x', 'application/x-www-form-urlencoded', 200],
    ['something of a type that nobody knows', '{"type":"workflow_step"}', 'application/json', 200],
    ['an event that nobody listens to', '{"type":"event_callback","event_id":"Ev1","event":{"type":"emoji_changed"}}', 'application/json', 200],
    ['nothing', '', 'application/x-www-form-urlencoded', 200],
  ])('%s is answered', async (_, body, type, status) => {
    await using it = await anInbound();
    expect((await post(it, body, it.slack.signed(body), type)).status).toBe(status);
  });
});

describe('stopping', () => {
  test('lets what is in hand finish and takes nothing new', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return reply({ title: 'At last' }); });
    const asked = await it.bea.command('/imas', '', { channel: it.channel });
    const stopping = it.inbound.stop();
    expect((await post(it, '{}')).status).toBe(503);
    resolve();
    await stopping;
    expect(asked.answers).toHaveLength(1);
  });
});

describe('by Socket Mode', () => {
  test('a line that is lost is made anew, and what is asked then is answered', async () => {
    await using it = await anInbound('socket');
    it.slack.sockets.drop();
    await it.slack.until('the loss', () => it.slack.sockets.connected() === 0 || it.slack.callsOf('apps.connections.open').length > 1);
    await it.slack.until('a socket', () => it.slack.sockets.connected() > 0);
    await (await it.bea.command('/imas', 'status', { channel: it.channel })).answer();
    expect(it.inbound.health()).toEqual({ ok: true, detail: 'Socket Mode' });
  });
  test('the next line stands when Slack asks to connect anew', async () => {
    await using it = await anInbound('socket');
    it.slack.sockets.sayDisconnect();
    await it.slack.until('a second line', () => it.slack.callsOf('apps.connections.open').length > 1 && it.slack.sockets.connected() === 1);
    await (await it.bea.command('/imas', 'status', { channel: it.channel })).answer();
  });
  test('a Slack that refuses for a while is said to be so, and is connected by itself afterwards', async () => {
    await using it = await anInbound('socket');
    it.slack.sockets.refuse(true);
    it.slack.sockets.drop();
    await it.slack.until('two attempts in vain', () => it.slack.callsOf('apps.connections.open').length >= 3);
    expect(it.inbound.health().ok).toBe(false);
    it.slack.sockets.refuse(false);
    await it.slack.until('a socket', () => it.slack.sockets.connected() > 0);
  });
  test('a wrong app token or an unreachable Slack is told by health and ends nothing', async () => {
    await using it = await anInbound('http');
    const slack = (apiUrl: string, appToken: string) => ({ call: () => Promise.reject(new Error('unused')), me: () => Promise.reject(new Error('unused')), health: () => ({ ok: true, detail: '' }), fullFor: () => 0, settings: { botToken: 'x', signingSecrets: [], apiUrl, appToken } });
    const { sql, log } = it.db.ctx();
    const parts = { sql, log, sealer: testSealer, dispatch: {} as never, people: { speaker: () => Promise.reject(new Error('unused')) }, commands: {}, contextFor: () => Promise.reject(new Error('unused')), language: 'en' as const, timeZone: 'UTC' };
    const [wrong, away] = await Promise.all([startInbound({ ...parts, slack: slack(it.slack.apiUrl, 'xapp-wrong') }), startInbound({ ...parts, language: 'fr', slack: slack('http://127.0.0.1:9/api/', 'xapp-1') })]);
    try {
      await it.slack.until('an attempt', () => it.slack.callsOf('apps.connections.open').length >= 2);
      await expect.poll(() => [wrong.health(), away.health()]).toMatchObject([{ ok: false, detail: expect.stringContaining('invalid_auth') }, { ok: false, detail: 'Socket Mode : Slack est injoignable.' }]);
      expect((await wrong.handle({ raw: '', headers: new Headers() })).status).toBe(503);
    } finally {
      await Promise.all([wrong.stop(), away.stop()]);
    }
  });
});
