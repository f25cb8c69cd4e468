import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/delivery/provider.ts';
import { smtp } from '../../src/delivery/providers/smtp.ts';
import { Refusal } from '../../src/delivery/refusal.ts';
import { selfSigned } from '../fakes/certificate.ts';
import { type FakeSmtp, type Stage, fakeSmtp } from '../fakes/smtp.ts';
import { aMessage } from './message.ts';

const tools = { allowAddresses: ['127.0.0.1', '::1'], timeoutMs: 4_000 };
const PLAIN = { use_tls: false };
const LAX = { allow_self_signed: true };

function send(server: { host: string; port: number }, given: object, message: Partial<Message> = {}, with_: object = {}) {
  const settings = smtp.settings.parse({ host: server.host, port: server.port, from: 'On call <oncall@example.org>', ...given });
  return smtp.send(aMessage(message), settings, { ...tools, ...with_ });
}
async function refusalOf(sending: Promise<unknown>): Promise<Refusal> {
  const error = await sending.then(() => new Error('it was not refused'), (refused: unknown) => refused);
  if (!(error instanceof Refusal)) throw error;
  return error;
}

describe('an e-mail reaches the server', () => {
  test.each([
    ['in plain text where neither TLS nor SSL is asked and none offered', 'none', PLAIN, false],
    ['over STARTTLS when demanded', 'starttls', LAX, true],
    ['over STARTTLS when offered though not demanded', 'starttls', { ...PLAIN, ...LAX }, true],
    ['over TLS from the first byte', 'implicit', { use_ssl: true, ...LAX }, true],
  ] as const)('%s', async (_name, tls, given, secure) => {
    await using server = await fakeSmtp({ tls });
    expect(await send(server, given)).toMatchObject({ state: 'accepted', id: expect.stringMatching(/^<message-.*@example\.org>$/) });
    expect(await server.next()).toMatchObject({ secure, from: 'oncall@example.org', to: ['bea@example.org'] });
  });

  test('signed in with name and password', async () => {
    await using server = await fakeSmtp({ users: { bot: 'hunter2' } });
    await send(server, { ...LAX, username: 'bot', password: 'hunter2' });
    expect(await server.next()).toMatchObject({ user: 'bot' });
  });

  test('with its parts, threaded under its incident', async () => {
    await using server = await fakeSmtp({ tls: 'none' });
    await send(server, PLAIN, { key: 'n-1', acknowledgeUrl: 'https://imas.example/a/1' });
    await send(server, PLAIN, { key: 'n-2', headline: 'Rédis & Cø' });
    const one = (await server.next()).parsed;
    const two = (await server.next()).parsed;
    expect(one).toMatchObject({ subject: 'SEV1 redis-prod: Redis is down', from: { text: '"On call" <oncall@example.org>' }, to: { text: 'bea@example.org' } });
    expect(one.headers.get('auto-submitted')).toBe('auto-generated');
    expect(one.text).toContain('Acknowledge: https://imas.example/a/1');
    expect(one.html).toContain('class="button"');
    expect(two.subject).toBe('Rédis & Cø');
    expect(two.inReplyTo).toMatch(/^<incident-/);
    expect([two.inReplyTo, two.references]).toEqual([one.inReplyTo, one.inReplyTo]);
    expect(two.messageId).not.toBe(one.messageId);
  });

  test('with the same Message-ID at the second attempt, after greylisting', async () => {
    await using server = await fakeSmtp({ tls: 'none' });
    server.greylist();
    expect(await refusalOf(send(server, PLAIN))).toMatchObject({ retry: true, badAddress: false, key: 'delivery.mail_later' });
    const { id } = await send(server, PLAIN);
    expect((await server.next()).parsed.messageId).toBe(id);
  });

  test.skipIf(!selfSigned())('over a certificate that is trusted and fits the name', async () => {
    const usual = getCACertificates('default');
    setDefaultCACertificates([...usual, selfSigned()?.cert ?? '']);
    try {
      await using server = await fakeSmtp();
      await send(server, {});
      expect(await server.next()).toMatchObject({ secure: true });
      // The same certificate says localhost, not 127.0.0.1.
      expect(await refusalOf(send({ host: '127.0.0.1', port: server.port }, {}))).toMatchObject({ retry: false, key: 'delivery.mail_certificate' });
    } finally {
      setDefaultCACertificates(usual);
    }
  });
});

describe('a headline or name cannot forge headers', () => {
  test.each(['x\r\nBcc: eve@example.com', 'x\nBcc: eve@example.com', 'x\rBcc: eve@example.com', 'x\u2028Bcc: eve@example.com'])('%j', async (headline) => {
    await using server = await fakeSmtp({ tls: 'none' });
    await send(server, PLAIN, { headline, key: headline, body: '.\r\nQUIT\r\n.\r\n' });
    const { parsed, to } = await server.next();
    expect({ to, bcc: parsed.bcc, subject: parsed.subject }).toEqual({ to: ['bea@example.org'], bcc: undefined, subject: 'x Bcc: eve@example.com' });
  });
  test.each(['a@example.org, eve@example.com', 'a@example.org\r\nBcc: eve@example.com', 'A <a@example.org>', 'a@b@c', 'a', '', '"x y"@example.org', '@example.org'])(
    'nor is %j an address',
    async (to) => {
      expect(await refusalOf(send({ host: 'localhost', port: 1 }, PLAIN, { to }))).toMatchObject({ retry: false, badAddress: true, key: 'delivery.mail_address_invalid' });
    },
  );
});

describe('the verdict over SMTP', () => {
  test.each<[Stage, number, { retry: boolean; badAddress: boolean; key: string }]>([
    ['connect', 421, { retry: true, badAddress: false, key: 'delivery.mail_later' }],
    ['connect', 554, { retry: false, badAddress: false, key: 'delivery.mail_refused' }],
    ['from', 451, { retry: true, badAddress: false, key: 'delivery.mail_later' }],
    ['from', 550, { retry: false, badAddress: false, key: 'delivery.mail_refused' }],
    ['to', 450, { retry: true, badAddress: false, key: 'delivery.mail_later' }],
    ['to', 550, { retry: false, badAddress: true, key: 'delivery.mail_address_refused' }],
    ['data', 452, { retry: true, badAddress: false, key: 'delivery.mail_later' }],
    ['data', 554, { retry: false, badAddress: false, key: 'delivery.mail_refused' }],
  ])('at %s, %i', async (stage, code, expected) => {
    await using server = await fakeSmtp({ tls: 'none' });
    server.refuse(stage, code, 'canary\u0007 words');
    const refusal = await refusalOf(send(server, PLAIN));
    expect(refusal).toMatchObject(expected);
    expect(refusal.message).toMatch(new RegExp(`${code} .*words`));
    expect(server.mails).toHaveLength(0);
  });

  test.each([[535, false, 'delivery.mail_sign_in'], [454, true, 'delivery.mail_later']])('at sign-in, %i', async (code, retry, key) => {
    await using server = await fakeSmtp({ users: { bot: 'hunter2' } });
    if (code === 454) server.refuse('sign_in', code);
    const refusal = await refusalOf(send(server, { ...LAX, username: 'bot', password: 'canary-password' }));
    expect(refusal).toMatchObject({ retry, key });
    expect(refusal.message).not.toContain('canary-password');
  });

  test('STARTTLS demanded but refused: nothing is sent, for good', async () => {
    await using server = await fakeSmtp({ tls: 'none' });
    expect(await refusalOf(send(server, { use_tls: true }))).toMatchObject({ retry: false, key: 'delivery.mail_tls_refused' });
    expect(server.mails).toHaveLength(0);
  });
  test('TLS from the first byte against a server that begins in plain text: for good', async () => {
    await using server = await fakeSmtp();
    expect(await refusalOf(send(server, { use_ssl: true }))).toMatchObject({ retry: false, key: 'delivery.mail_tls_refused' });
  });
  test.each([['starttls', {}], ['starttls', PLAIN], ['implicit', { use_ssl: true }]] as const)('a self-signed certificate (%s, %j) is refused, naming the setting', async (tls, given) => {
    await using server = await fakeSmtp({ tls });
    const refusal = await refusalOf(send(server, given));
    expect(refusal).toMatchObject({ retry: false, key: 'delivery.mail_certificate' });
    expect(refusal.message).toContain('allow_self_signed');
    expect(server.mails).toHaveLength(0);
  });
  test('a server that is gone may be tried again', async () => {
    const gone = await fakeSmtp();
    await gone[Symbol.asyncDispose]();
    expect(await refusalOf(send(gone, PLAIN))).toMatchObject({ retry: true, params: { why: 'ECONNREFUSED' } });
  });
  test.each([['before its greeting', PLAIN], ['in the TLS handshake', { use_ssl: true }]])('a server that falls silent %s may be tried again', async (_name, given) => {
    const mute = createServer((socket) => void socket.resume().on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    expect(await refusalOf(send({ host: 'localhost', port }, given, {}, { timeoutMs: 200 }))).toMatchObject({ retry: true, key: expect.stringMatching(/timed_out|unreachable/) });
    await new Promise((resolve) => mute.close(resolve));
  });
  test.each(['127.0.0.1', '127.1', '2130706433', '::1', '::ffff:127.0.0.1', 'localhost'])('a server at %s is refused unless allowed', async (host) => {
    await using server: FakeSmtp = await fakeSmtp();
    const refusal = await refusalOf(send({ host, port: server.port }, PLAIN, {}, { allowAddresses: [] }));
    expect(refusal).toMatchObject({ retry: false, key: 'delivery.address_refused' });
    expect(refusal.message).toContain('IMAS_ALLOW_ADDRESSES');
  });
});

describe('the settings', () => {
  const parse = (given: object) => smtp.settings.parse({ host: 'mail.example.org', from: 'a@example.org', ...given });
  test('demand STARTTLS on 587 unless told otherwise', () => expect(parse({})).toMatchObject({ port: 587, use_tls: true, use_ssl: false, allow_self_signed: false }));
  test('with use_ssl mean port 465', () => expect(parse({ use_ssl: 'true' })).toMatchObject({ port: 465, use_tls: false, use_ssl: true }));
  test.each([
    [{ from: 'On call <a@example.org>' }, 'On call <a@example.org>'],
    [{ from: '"On, call" <a@example.org>' }, 'On, call <a@example.org>'],
    [{ from: undefined, from_email: 'b@example.org' }, 'b@example.org'],
    [{ from: undefined, from_email: 'b@example.org', from_name: 'Bea' }, 'Bea <b@example.org>'],
    [{ from: undefined, username: 'c@example.org', password: 'x' }, 'c@example.org'],
  ])('of %j make the sender %s', (given, from) => expect(parse(given)).toMatchObject({ from }));
  test.each([{ from: 'nobody' }, { from: 'a@example.org\r\nBcc: b@example.org' }, { from: undefined }, { username: 'x' }, { port: 0 }, { port: 'x' }, { host: 'a b' }, { host: '' }, { use_tls: 'perhaps' }])(
    '%j are refused',
    (given) => expect(() => parse(given)).toThrow(),
  );
});
