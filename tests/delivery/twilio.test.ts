import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { twilio } from '../../src/delivery/providers/twilio.ts';
import { callOutcome, messageOutcome } from '../../src/delivery/twilio-outcome.ts';
import { fakeTwilio, twilioAccount, twilioSignature, type FakeTwilio } from '../fakes/twilio.ts';
import { aMessage } from './message.ts';

let vendor: FakeTwilio;
beforeEach(async () => { vendor = await fakeTwilio(); });
afterEach(() => vendor[Symbol.asyncDispose]());

const phone = '+33600000001';
const plain = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const reachable = { ...plain, callback: (about: string, key: string) => `https://imas.example.org/twilio/${about}/${key}` };
const settings = (more: object = {}) => twilio.settings.parse({ ...twilioAccount, base_url: vendor.baseUrl, ...more });
const line = { before: 'SEV1 redis-prod:', title: 'Redis is down', after: '· INC-42' };
const facts = { event: 'incident.page', timestamp: 't', incident: { id: 'i', short_id: 'INC-42', title: 'Redis <b>is</b> down & out', severity: 'SEV1_CRITICAL', status: 'TRIGGERED', service: 'redis-prod', team: 'SRE' } };
const aPage = (more: object = {}) => aMessage({ key: 'n-1', to: phone, line, facts, replyCode: 'A', answerable: true, ...more });
const send = (message: object, tools: object = plain, more: object = {}) => twilio.send(aPage(message), settings(more), { ...plain, ...tools });

describe('an SMS by Twilio', () => {
  test('asks for an answer and to be told where Twilio can reach us', async () => {
    expect(await send({}, reachable)).toEqual({ state: 'accepted', id: vendor.texts[0]!.sid });
    expect(vendor.texts[0]!.form).toEqual({ To: phone, From: twilioAccount.from, StatusCallback: 'https://imas.example.org/twilio/status/n-1', Body: 'SEV1 redis-prod: Redis is down - INC-42\nReply 4A to acknowledge, 6A to pass it on.' });
  });

  test('asks for an answer where it cannot too: then what comes in is asked for', async () => {
    await send({});
    expect(vendor.texts[0]!.form).toEqual({ To: phone, From: twilioAccount.from, Body: 'SEV1 redis-prod: Redis is down - INC-42\nReply 4A to acknowledge, 6A to pass it on.' });
  });

  test('is answered: what came in is read in its order, each once, unless Twilio tells us itself', async () => {
    vendor.keeps(phone, '4A');
    vendor.keeps('+33600000002', 'ok');
    const read = (seen: readonly string[], tools: object = plain) => twilio.smsReplies!(settings(), new Date(Date.now() - 60_000), new Set(seen), { ...plain, ...tools });
    const found = await read([]);
    expect(found).toEqual([{ id: expect.any(String), from: phone, text: '4A' }, { id: expect.any(String), from: '+33600000002', text: 'ok' }]);
    expect(await read([found![0]!.id])).toHaveLength(1);
    expect(await twilio.smsReplies!(settings(), new Date(Date.now() + 60_000), new Set(), plain)).toEqual([]);
    expect(await read([], reachable)).toBeUndefined();
  });

  test.each([21211, 21610, 21614])('to a number refused with %i fails for good, and the number is bad', async (code) => {
    vendor.refused.set(phone, code);
    await expect(send({})).rejects.toMatchObject({ retry: false, badAddress: true });
  });

  test.each([20429, 14107])('refused with %i is tried again', async (code) => {
    vendor.refused.set(phone, code);
    await expect(send({})).rejects.toMatchObject({ retry: true, badAddress: false });
  });

  test('with a wrong token is said in Twilio’s words, without the token', async () => {
    const fault = await send({}, plain, { auth_token: 'wrong-token-1' }).then(() => undefined, (error: Error) => error);
    expect(fault).toMatchObject({ key: 'sms.twilio_keys', retry: false, message: expect.stringContaining('Authenticate') });
    expect(fault!.message).not.toContain('wrong-token-1');
  });

  test('refused with what was sent is said without name and token in any form', async () => {
    const pair = Buffer.from(`${twilioAccount.account_sid}:${twilioAccount.auth_token}`).toString('base64');
    vendor.instead = { status: 403, body: JSON.stringify({ code: 20403, message: `forbidden for Basic ${pair}` }) };
    await expect(send({})).rejects.toMatchObject({ message: expect.stringContaining('forbidden for Basic •••') });
  });

  test.each([['HTML', { status: 200, body: '<html>' }, true], ['503', { status: 503 }, true], ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1' } }, false]] as const)('answered with %s is a clear fault', async (_, instead, retry) => {
    vendor.instead = instead;
    await expect(send({})).rejects.toMatchObject({ retry });
  });
});

describe('a call by Twilio', () => {
  const call = (message: object = {}, tools: object = plain) => send({ means: 'VOICE', ...message }, tools);

  test('says severity, service, title and number twice, and asks for a key where it can be told', async () => {
    expect(await call({}, reachable)).toEqual({ state: 'accepted', id: vendor.calls[0]!.sid });
    const { Twiml: twiml = '', ...form } = vendor.calls[0]!.form;
    expect(form).toEqual({
      To: phone, From: twilioAccount.from, StatusCallback: 'https://imas.example.org/twilio/status/n-1', Timeout: '25', MachineDetection: 'Enable', AsyncAmd: 'true', AsyncAmdStatusCallback: 'https://imas.example.org/twilio/machine/n-1',
    });
    expect(twiml).toContain('action="https://imas.example.org/twilio/answer/n-1"');
    expect(twiml.match(/IMAS\. Severity 1\. Service redis-prod\. Redis b is b down &amp; out\. Incident 42\. Press 4 to acknowledge, 6 to pass it on\./g)).toHaveLength(2);
    expect(twiml).toContain('language="en-GB"');
  });

  test('without a public address announces only, and is asked for once it must have ended', async () => {
    expect(await call()).toMatchObject({ askAfterSeconds: 75 });
    expect(vendor.calls[0]!.form['Twiml']).not.toMatch(/Gather|Press/);
    expect(vendor.calls[0]!.form).not.toHaveProperty('StatusCallback');
  });

  test('speaks French to whom reads French', async () => {
    await call({ language: 'fr' }, reachable);
    expect(vendor.calls[0]!.form['Twiml']).toMatch(/language="fr-FR">IMAS\. Sévérité 1\..*Appuyez sur 4/);
  });

  test('says a code letter by letter', async () => {
    const { facts: _none, line: _no, replyCode: _nor, answerable: _neither, ...code } = aPage({ headline: 'Your IMAS code: KTRD-MXPW or 123456', body: 'See https://x.example', means: 'VOICE' });
    await twilio.send(code, settings(), { ...plain, ...reachable });
    expect(vendor.calls[0]!.form['Twiml']).toContain('Your IMAS code: K T R D, M X P W or 1 2 3 4 5 6. See</Say>');
  });

  test.each([
    ['completed', null, { state: 'delivered' }], ['completed', 'human', { state: 'delivered' }], ['completed', 'machine_start', { state: 'failed', why: 'machine start' }],
    ['busy', null, { state: 'failed', why: 'busy' }], ['no-answer', null, { state: 'failed', why: 'no-answer' }], ['ringing', null, undefined],
  ])('that is %s, answered by %s, ended as %j', async (status, answeredBy, wanted) => {
    await call();
    Object.assign(vendor.calls[0]!, { status, answeredBy });
    expect(await twilio.outcome!(vendor.calls[0]!.sid, settings(), plain)).toEqual(wanted);
  });
});

test.each([['failed', 'human'], ['canceled', ''], ['in-progress', 'machine_end_beep'], ['completed', 'fax']])('a call %s with %s has reached nobody', (status, by) =>
  expect(callOutcome(status, by)).toMatchObject({ state: 'failed' }));
test.each([['delivered', '', { state: 'delivered' }], ['undelivered', '30005', { state: 'failed', why: 'undelivered (30005)', badAddress: true }], ['sent', '', undefined]])('a message %s (%s) means %j', (status, code, wanted) =>
  expect(messageOutcome(status, code)).toEqual(wanted));

test('the signature of the fake is that of Twilio’s own example', () =>
  expect(twilioSignature('https://mycompany.com/myapp.php?foo=1&bar=2', { CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234', From: '+12349013030', To: '+18005551212' }, '12345')).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ='));

test.each([{ account_sid: 'AC1' }, { auth_token: '' }, { from: '0612345678' }, { from: 'IMAS' }, { base_url: 'x' }])('settings such as %j are refused', (more) =>
  expect(twilio.settings.safeParse({ ...twilioAccount, ...more }).success).toBe(false));
