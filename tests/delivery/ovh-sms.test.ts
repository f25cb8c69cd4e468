import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ovh_sms } from '../../src/delivery/providers/ovh_sms.ts';
import { fakeOvh, ovhKeys, type FakeOvh } from '../fakes/ovh.ts';
import { aMessage } from './message.ts';

let ovh: FakeOvh;
beforeEach(async () => { ovh = await fakeOvh(); });
afterEach(() => ovh[Symbol.asyncDispose]());

const phone = '+33600000001';
const tools = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const settings = (more: object = {}) => ovh_sms.settings.parse({ ...ovhKeys, endpoint: ovh.endpoint, ...more });
const line = { before: 'SEV1 redis-prod:', title: 'L’été à Redis 🔴', after: '· INC-42' };
const send = (message: object = {}, more: object = {}) => ovh_sms.send(aMessage({ to: phone, line, replyCode: 'A', ...message }), settings(more), tools);
const clockReads = () => ovh.http.requests.filter(({ path }) => path === '/1.0/auth/time').length;

describe('an SMS by OVH', () => {
  test('is signed, urgent, in seven bits, never held back for the night, and can be answered', async () => {
    const receipt = await send();
    expect(receipt).toMatchObject({ state: 'accepted', id: String(ovh.sent[0]!.id) });
    expect(ovh.sent[0]).toMatchObject({ to: phone, message: expect.stringContaining('Reply 4A'), job: { noStopClause: true, priority: 'high', class: 'phoneDisplay', coding: '7bit', senderForResponse: true } });
    expect(ovh.sent[0]!.job).not.toHaveProperty('sender');
  });

  test('from an own sender does not ask for an answer that nobody could read', async () => {
    await send({}, { sender: 'IMAS' });
    expect(ovh.sent[0]).toMatchObject({ sender: 'IMAS', message: expect.not.stringContaining('4A') });
    expect(ovh.sent[0]!.job).not.toHaveProperty('senderForResponse');
  });

  test('is signed by OVH’s clock, which is read once', async () => {
    ovh.ahead = 3600;
    await send();
    await send();
    expect(ovh.sent).toHaveLength(2);
    expect(clockReads()).toBe(1);
  });

  test('is signed again when the clocks have drifted apart since', async () => {
    await send();
    ovh.ahead = -900;
    await send();
    expect(ovh.sent).toHaveLength(2);
    expect(clockReads()).toBe(2);
  });

  test('in another script is sent in eight bits', async () => {
    await send({ line: { ...line, title: 'редис' } });
    expect(ovh.sent[0]!.job).toMatchObject({ coding: '8bit' });
  });

  test('whose number is refused in an answer of 200 is not sent, for good, and the number is bad', async () => {
    ovh.deaf.add(phone);
    await expect(send()).rejects.toMatchObject({ retry: false, badAddress: true, message: expect.stringContaining('refused the number') });
  });

  test.each(['0612345678', '+33 6 12', '33612345678', '', 'bea'])('to %j is not even tried: no country code', async (to) => {
    await expect(send({ to })).rejects.toMatchObject({ key: 'sms.phone_invalid', retry: false, badAddress: true });
    expect(ovh.calls).toEqual([]);
  });

  test('without credits left is refused in OVH’s words, and not tried again here', async () => {
    ovh.credits = 0;
    await expect(send()).rejects.toMatchObject({ retry: false, badAddress: false, message: expect.stringContaining('Not enough credits') });
  });

  test('with a link in its title goes without the link when a short number may not send one', async () => {
    ovh.strict = true;
    await send({ line: { ...line, title: 'See https://wiki.example.org/redis or mail ops@example.org' } });
    expect(ovh.sent[0]!.message).toBe('SEV1 redis-prod: See - or mail - - INC-42\nReply 4A to acknowledge, 6A to pass it on.');
  });

  test('warns when few credits are left, asked for once an hour', async () => {
    ovh.credits = 12;
    expect(await send({}, { low_credit: 20 })).toMatchObject({ warning: { key: 'sms.low_credit', params: { left: 11, service: 'sms-ab12345-1' } } });
    expect(await send({}, { low_credit: 20 })).not.toHaveProperty('warning');
    expect(ovh.calls.filter((call) => call === 'GET /sms/sms-ab12345-1')).toHaveLength(1);
  });

  test('is taken all the same when the credits cannot be read', async () => {
    const receipt = send();
    await ovh.next(phone);
    ovh.instead = { status: 500 };
    expect(await receipt).toMatchObject({ state: 'accepted' });
  });
});

describe('what OVH answers instead', () => {
  test.each([
    [{ application_key: 'wrong' }, 'This application key is invalid'], [{ consumer_key: 'wrong' }, 'This credential is not valid'], [{ application_secret: 'wrong' }, 'Invalid signature'],
  ])('to keys such as %j is said in its own words, with what to do, without any key', async (more, words) => {
    const fault = await send({}, more).then(() => undefined, (error: Error) => error);
    expect(fault).toMatchObject({ key: 'sms.ovh_keys', retry: false });
    expect(fault!.message).toContain(words);
    for (const secret of [...Object.values(ovhKeys).slice(0, 3), 'wrong']) expect(fault!.message).not.toContain(secret);
  });

  test.each([
    ['HTML with 200', { status: 200, body: '<html>Please sign in</html>' }, true, 'not what it promised'],
    ['a list', { status: 200, body: '[]' }, true, 'not what it promised'],
    ['a report of nothing', { status: 200, body: '{"ids":[],"invalidReceivers":[],"validReceivers":[]}' }, false, 'took no message'],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, true, 'later'],
    ['503 in HTML', { status: 503, body: '<h1>Down</h1>' }, true, '503'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, false, 'redirect'],
  ])('%s is a clear fault', async (_, instead, retry, words) => {
    ovh.instead = instead;
    await expect(send()).rejects.toMatchObject({ retry, message: expect.stringContaining(words) });
  });

  test('nothing at all ends within the time limit, and passes', async () => {
    ovh.instead = 'hang';
    await expect(ovh_sms.send(aMessage({ to: phone }), settings(), { ...tools, timeoutMs: 200 })).rejects.toMatchObject({ retry: true, key: 'delivery.timed_out' });
  });

  test('is not asked for at an address inside', async () => {
    await expect(ovh_sms.send(aMessage({ to: phone }), settings(), { ...tools, allowAddresses: [] })).rejects.toMatchObject({ key: 'delivery.address_refused', retry: false });
  });
});

describe('answers by SMS', () => {
  const read = (seen: readonly string[] = [], more: object = {}) => ovh_sms.smsReplies!(settings(more), new Date(Date.now() - 60_000), new Set(seen), tools);

  test('are read in the order in which they came, each once', async () => {
    const first = ovh.answers(phone, '4A');
    const second = ovh.answers('0033600000002', 'ok');
    expect(await read()).toEqual([{ id: String(first), from: phone, text: '4A' }, { id: String(second), from: '+33600000002', text: 'ok' }]);
    expect(await read([String(first)])).toEqual([expect.objectContaining({ id: String(second) })]);
  });

  test('are not asked for where the sender cannot be answered', async () => {
    ovh.answers(phone, '4A');
    expect(await read([], { sender: 'IMAS' })).toBeUndefined();
    expect(ovh.calls).toEqual([]);
  });
});

test.each([{ service_name: 'a/b' }, { endpoint: 'ovh-mars' }, { sender: 'much too long a name' }, { low_credit: -1 }])('settings such as %j are refused', (more) =>
  expect(ovh_sms.settings.safeParse({ ...ovhKeys, ...more }).success).toBe(false));
