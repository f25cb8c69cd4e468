import { z } from 'zod';
import { RefusedAddress, connectChecked } from '../addresses.ts';
import { faultCode, findCause, isCertificateFault } from '../faults.ts';
import { drawMail } from '../mail.ts';
import type { Message, Provider, Receipt, Tools } from '../provider.ts';
import { Refusal } from '../refusal.ts';

/** Longest wait for one phase (connection, greeting, silence), whatever the whole may take. */
const PHASE_MS = 10_000;
/** One mailbox, and nothing that a header or a list of addresses gives a meaning to. */
const ADDRESS = /^[^\s@<>(),:;"\\[\]\p{Cc}]{1,64}@[^\s@<>(),:;"\\\p{Cc}]{1,255}$/u;
const FROM = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>\s]+))$/u;

const flag = z.union([z.boolean(), z.stringbool()]);

const settings = z
  .object({
    host: z.string().trim().min(1).max(253).regex(/^[\w.:-]+$/),
    /** 587, or 465 with use_ssl. */
    port: z.coerce.number().int().min(1).max(65_535).optional(),
    username: z.string().min(1).max(320).optional(),
    password: z.string().min(1).max(1024).optional().meta({ secret: true }),
    /** STARTTLS is demanded; without it and use_ssl it is used when offered. Default: yes, unless use_ssl. */
    use_tls: flag.optional().meta({ fallback: true }),
    /** TLS from the first byte. */
    use_ssl: flag.default(false),
    allow_self_signed: flag.default(false),
    /** `oncall@example.org` or `On call <oncall@example.org>`; from_email with from_name is the same in two members. */
    from: z.string().trim().max(640).optional(),
    from_email: z.string().trim().max(320).optional(),
    from_name: z.string().trim().max(320).optional(),
  })
  .transform(({ from_email, from_name, ...rest }, context) => {
    const from = rest.from ?? (from_email && from_name ? `${from_name} <${from_email}>` : from_email) ?? rest.username ?? '';
    const { name, address } = senderOf(from);
    if (!ADDRESS.test(address)) context.addIssue({ code: 'custom', path: ['from'], message: 'not an e-mail address' });
    if (rest.username && !rest.password) context.addIssue({ code: 'custom', path: ['password'], message: 'a username needs a password' });
    return {
      ...rest,
      port: rest.port ?? (rest.use_ssl ? 465 : 587),
      use_tls: rest.use_tls ?? !rest.use_ssl,
      from: name === '' ? address : `${name} <${address}>`,
    };
  });
type SmtpSettings = z.infer<typeof settings>;

/**
 * Sends one e-mail over one connection. The Message-ID is the same for all attempts of a
 * notification, so that a mail sent twice because an answer was lost shows once.
 */
export const smtp: Provider<SmtpSettings> = { settings, means: ['EMAIL'], send };

async function send(message: Message, given: SmtpSettings, tools: Tools): Promise<Receipt> {
  if (!ADDRESS.test(message.to)) throw new Refusal('delivery.mail_address_invalid', {}, { retry: false, badAddress: true });
  const limit = AbortSignal.timeout(tools.timeoutMs);
  const signal = tools.signal ? AbortSignal.any([limit, tools.signal]) : limit;
  const from = senderOf(given.from);
  const mail = await drawMail(message, from.address.slice(from.address.lastIndexOf('@') + 1));
  try {
    const transport = await open(given, tools, signal);
    const { inReplyTo, ...parts } = mail;
    const sent = await transport.sendMail({
      ...parts, from, to: { name: '', address: message.to }, signal,
      ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    });
    return { state: 'accepted', id: sent.messageId };
  } catch (error) {
    throw refusalOf(error, { host: given.host, timedOut: limit.aborted, interrupted: tools.signal?.aborted ?? false, timeoutMs: tools.timeoutMs });
  }
}

async function open(given: SmtpSettings, tools: Tools, signal: AbortSignal) {
  // 150 ms to load, and most installations never send a mail.
  const { createTransport } = await import('nodemailer');
  const phase = Math.min(PHASE_MS, tools.timeoutMs);
  return createTransport({
    host: given.host,
    port: given.port,
    secure: given.use_ssl,
    requireTLS: given.use_tls && !given.use_ssl,
    tls: { rejectUnauthorized: !given.allow_self_signed },
    ...(given.username === undefined ? {} : { auth: { user: given.username, pass: given.password ?? '' } }),
    connectionTimeout: phase,
    greetingTimeout: phase,
    socketTimeout: phase,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_options, done) => {
      connectChecked({ host: given.host, port: given.port }, tools.allowAddresses, signal).then(
        (connection) => done(null, { connection }),
        (error: Error) => done(error),
      );
    },
  });
}

interface SmtpFault {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
}

function refusalOf(error: unknown, call: { host: string; timedOut: boolean; interrupted: boolean; timeoutMs: number }): Refusal {
  const { host } = call;
  const { code, responseCode = 0, response = '', command } = error as SmtpFault;
  const why = responseCode ? answerOf(response) : (faultCode(error) ?? 'unknown');
  if (findCause(error, RefusedAddress)) return new Refusal('delivery.address_refused', { host }, { retry: false, cause: error });
  if (call.timedOut) return new Refusal('delivery.timed_out', { host, seconds: Math.ceil(call.timeoutMs / 1000) }, { retry: true, cause: error });
  if (call.interrupted) return new Refusal('delivery.interrupted', { host }, { retry: true, cause: error });
  // A 4xx passes in every phase: greylisting, a busy sign-in (454), TLS "not available for the moment" (RFC 3207).
  if (responseCode >= 400 && responseCode < 500) return new Refusal('delivery.mail_later', { host, why }, { retry: true, cause: error });
  if (code === 'EAUTH') return new Refusal('delivery.mail_sign_in', { host, why }, { retry: false, cause: error });
  if (isCertificateFault(error)) return new Refusal('delivery.mail_certificate', { host, why }, { retry: false, cause: error });
  if (code === 'ETLS' || /^(EPROTO|ERR_SSL_)/.test(why)) return new Refusal('delivery.mail_tls_refused', { host }, { retry: false, cause: error });
  if (responseCode >= 500) {
    // 5.7.x is about us, not about the mailbox: no relaying, not allowed to send (RFC 3463).
    const badAddress = command === 'RCPT TO' && !/\b5\.7\.\d/.test(response);
    return new Refusal(badAddress ? 'delivery.mail_address_refused' : 'delivery.mail_refused', { host, why }, { retry: false, badAddress, cause: error });
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new Refusal('delivery.mail_refused', { host, why }, { retry: false, cause: error });
  return new Refusal('delivery.unreachable', { host, why }, { retry: true, cause: error });
}

/** The server's line, fit for a person: one line, no control characters, not endless. */
function answerOf(response: string): string {
  return response.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 160);
}

function senderOf(from: string): { name: string; address: string } {
  const [, name = '', within, bare] = FROM.exec(from.trim()) ?? [];
  return { name: name.trim(), address: (within ?? bare ?? '').trim() };
}
