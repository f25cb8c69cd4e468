import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type CallTools, callOut } from '../http.ts';
import type { Message, Provider, Receipt } from '../provider.ts';

/** Set by us on every call; a header of the same name in the settings would contradict them. */
const OURS = new Set([
  'content-type', 'content-length', 'transfer-encoding', 'connection', 'host', 'expect', 'upgrade', 'keep-alive',
  'idempotency-key', 'x-imas-event', 'x-imas-signature',
]);

const headers = z
  .preprocess(
    (given) => (typeof given === 'string' ? linesOf(given) : given),
    z.record(
      z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/).refine((name) => !OURS.has(name.toLowerCase())),
      z.string().max(4096).regex(/^[\t\x20-\x7e]*$/),
    ),
  )
  .default({});

const settings = z.object({
  url: z.url({ protocol: /^https?$/ }),
  method: z.enum(['POST', 'PUT']).default('POST'),
  /** Often holds a token, so it is kept and masked like one. A text of `Name: value` lines is taken too. */
  headers: headers.meta({ secret: true }),
  /** Signs each body; the receiver checks `X-IMAS-Signature` with it. */
  secret: z.string().min(1).max(512).optional().meta({ secret: true }),
  format: z.enum(['json']).default('json'),
});
type WebhookSettings = z.infer<typeof settings>;

/**
 * Posts a message as JSON. Members are always present; unknown ones are null:
 * `{event, timestamp, key, headline, body, person, incident{id, short_id, title, severity, status, service, team, url}, acknowledge_url}`.
 *
 * Headers: `X-IMAS-Event`, `Idempotency-Key` (equal for all attempts of one notification) and, with a secret,
 * `X-IMAS-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.
 */
export const webhook: Provider<WebhookSettings> = { settings, means: ['WEBHOOK'], send };

async function send(message: Message, given: WebhookSettings, tools: CallTools): Promise<Receipt> {
  const url = message.to === '' ? given.url : message.to;
  const body = JSON.stringify(payloadOf(message));
  await callOut(url, {
    method: given.method,
    headers: {
      // What the admin typed may be a token of their own server: a person's own webhook elsewhere must not learn it.
      ...(URL.parse(url)?.origin === URL.parse(given.url)?.origin ? given.headers : {}),
      'content-type': 'application/json',
      'idempotency-key': headerSafe(message.key),
      'x-imas-event': headerSafe(eventOf(message)),
      ...(given.secret === undefined ? {} : { 'x-imas-signature': signatureOf(body, given.secret, Math.floor(Date.now() / 1000)) }),
    },
    body,
    tools,
  });
  return { state: 'accepted' };
}

/** The signature header of a body. @param at unix seconds */
function signatureOf(body: string, secret: string, at: number): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function payloadOf(message: Message) {
  const { facts } = message;
  return {
    event: eventOf(message),
    timestamp: facts?.timestamp ?? new Date().toISOString(),
    key: message.key,
    headline: message.headline,
    body: message.body,
    person: facts?.person ?? null,
    incident: facts?.incident ? { ...facts.incident, url: facts.incident.url ?? message.incidentUrl ?? null } : null,
    acknowledge_url: message.acknowledgeUrl ?? null,
  };
}

const eventOf = (message: Message) => message.facts?.event ?? 'message';

const headerSafe = (text: string) => text.replace(/[^\x20-\x7e]/g, '_');

function linesOf(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}
