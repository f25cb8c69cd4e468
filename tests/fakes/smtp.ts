import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { selfSigned } from './certificate.ts';
import { Inbox } from './inbox.ts';

interface ReceivedMail {
  /** The envelope, which headers cannot change. */
  from: string;
  to: string[];
  /** Did it come over TLS? */
  secure: boolean;
  /** The name signed in with. */
  user: string | undefined;
  parsed: ParsedMail;
  raw: string;
}
/** Where in the conversation a refusal happens. */
export type Stage = 'connect' | 'sign_in' | 'from' | 'to' | 'data';

interface FakeSmtpOptions {
  /** `starttls` offers it (default), `implicit` speaks TLS from the first byte, `none` refuses STARTTLS with 502. */
  tls?: 'starttls' | 'implicit' | 'none';
  /** Name → password; given, nobody sends without signing in. */
  users?: Record<string, string>;
}
export interface FakeSmtp extends AsyncDisposable {
  host: string;
  port: number;
  mails: readonly ReceivedMail[];
  /** Mails that were handed over whole and refused then. */
  refused: readonly ParsedMail[];
  /** Refuse at a stage with an SMTP code, always or so many times. */
  refuse(stage: Stage, code: number, text?: string, times?: number): void;
  /** Refuse each pair of sender and receiver once with 451, take it the second time. */
  greylist(): void;
  accept(): void;
  /** The first matching mail that nobody took yet, or the next to come. */
  next(wanted?: (mail: ReceivedMail) => boolean, within?: number): Promise<ReceivedMail>;
}

/** A real SMTP server on localhost that remembers mails and refuses on demand. */
export async function fakeSmtp({ tls = 'starttls', users }: FakeSmtpOptions = {}): Promise<FakeSmtp> {
  const inbox = new Inbox<ReceivedMail>(({ to, parsed }) => `“${parsed.subject ?? ''}” to ${to.join(', ')}`);
  const refusals = new Map<Stage, { code: number; text: string; left: number }>();
  const turnedAway: ParsedMail[] = [];
  let seen: Set<string> | undefined;
  const refusalAt = (stage: Stage): Error | undefined => {
    const refusal = refusals.get(stage);
    if (!refusal || refusal.left <= 0) return undefined;
    refusal.left -= 1;
    return smtpError(refusal.code, refusal.text);
  };
  const greylisted = (from: string, to: string): Error | undefined => {
    const pair = `${from} ${to}`;
    if (!seen || seen.has(pair)) return undefined;
    seen.add(pair);
    return smtpError(451, '4.7.1 Greylisted, try again later');
  };
  const options: SMTPServerOptions = {
    ...selfSigned(),
    secure: tls === 'implicit',
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(users ? [] : ['AUTH'])],
    authOptional: !users,
    allowInsecureAuth: tls === 'none',
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => done(refusalAt('connect')),
    onAuth(auth, _session, done) {
      const right = users && auth.username !== undefined && users[auth.username] === auth.password;
      const refusal = refusalAt('sign_in') ?? (right ? undefined : smtpError(535, '5.7.8 Authentication credentials invalid'));
      if (refusal) done(refusal);
      else done(null, { user: auth.username ?? '' });
    },
    onMailFrom: (_address, _session, done) => done(refusalAt('from')),
    onRcptTo({ address }, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      done(refusalAt('to') ?? greylisted(from, address));
    },
    async onData(stream, { envelope, secure, user }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const raw = Buffer.concat(chunks);
      const refusal = refusalAt('data');
      if (refusal) {
        turnedAway.push(await simpleParser(raw));
        return done(refusal);
      }
      const parsed = await simpleParser(raw);
      inbox.add({
        from: envelope.mailFrom ? envelope.mailFrom.address : '', to: envelope.rcptTo.map(({ address }) => address),
        secure, user, parsed, raw: raw.toString('utf8'),
      });
      done();
    },
  };
  const server = new SMTPServer(options);
  // A client that hangs up in the middle, as one that distrusts the certificate does, is part of the game.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    host: 'localhost',
    port: (server.server.address() as AddressInfo).port,
    mails: inbox.all,
    refused: turnedAway,
    refuse: (stage, code, text = 'No', times = Infinity) => void refusals.set(stage, { code, text, left: times }),
    greylist: () => void (seen = new Set()),
    accept: () => (refusals.clear(), (seen = undefined)),
    next: (wanted, within) => inbox.next(wanted, within),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
