import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Format } from '../formats/format.ts';
import { eventOf, json } from '../formats/json.ts';
import { opsgenie } from '../formats/opsgenie.ts';
import { pagerduty } from '../formats/pagerduty.ts';
import { slack } from '../formats/slack.ts';
import { teams } from '../formats/teams.ts';
import { type CallTools, callOut } from '../http.ts';
import type { Message, Provider, Receipt } from '../provider.ts';
import { withoutSecrets } from '../vendor-json.ts';

const formats = { json, slack, teams, pagerduty, opsgenie } satisfies Record<string, Format>;

/** Set by us on every call; a header of the same name in the settings would contradict them. */
const OURS = new Set([
  'content-type', 'content-length', 'transfer-encoding', 'connection', 'host', 'expect', 'upgrade', 'keep-alive',
  'idempotency-key', 'x-imas-event', 'x-imas-signature',
]);

const linesWanted = 'lines such as “Authorization: Bearer …”, none of those that are set here anyway';
const headers = z
  .preprocess(
    (given) => (typeof given === 'string' ? linesOf(given) : given),
    z.record(
      z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/).refine((name) => !OURS.has(name.toLowerCase())),
      z.string().max(4096, linesWanted).regex(/^[\t\x20-\x7e]*$/, linesWanted),
      linesWanted,
    ),
  )
  .default({});

const settings = z
  .object({
    format: z.enum(['json', 'slack', 'teams', 'pagerduty', 'opsgenie']).default('json'),
    /** Kept and masked like a secret: whoever has the address of a Slack or Teams webhook may post there. PagerDuty and Opsgenie need none. */
    url: z.url({ protocol: /^https?$/ }).optional().meta({ secret: true }),
    /** json: signs each body, the receiver checks `X-IMAS-Signature` with it. PagerDuty: the integration (routing) key. Opsgenie: the API key. */
    secret: z.string().trim().min(1).max(512).regex(/^[\x20-\x7e]*$/).optional().meta({ secret: true }),
    method: z.enum(['POST', 'PUT']).default('POST'),
    /** Often holds a token, so it is kept and masked like one. A text of `Name: value` lines is taken too. */
    headers: headers.meta({ secret: true }),
  })
  .transform(({ url, ...given }, context) => {
    const format: Format = formats[given.format];
    if (url === undefined && format.home === undefined) context.addIssue({ code: 'custom', path: ['url'], message: 'an address (URL) is needed' });
    if (format.keepsAlerts && given.secret === undefined) context.addIssue({ code: 'custom', path: ['secret'], message: given.format === 'pagerduty' ? 'the integration key is needed' : 'the API key is needed' });
    if (given.format !== 'json' && given.method !== 'POST') context.addIssue({ code: 'custom', path: ['method'], message: `${given.format} takes POST` });
    return { ...given, url: url ?? format.home ?? '' };
  });
type WebhookSettings = z.infer<typeof settings>;

/**
 * Tells by HTTP in the vendor's format. Headers of json: `X-IMAS-Event`, `Idempotency-Key` (equal for all attempts of one
 * notification) and, with a secret, `X-IMAS-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.
 */
export const webhook: Provider<WebhookSettings> = { settings, means: ['WEBHOOK'], send, reachesPeople: ({ format }) => !formats[format].keepsAlerts };

async function send(message: Message, given: WebhookSettings, tools: CallTools): Promise<Receipt> {
  const format: Format = formats[given.format];
  const to = message.to === '' ? given.url : message.to;
  const secrets = [given.secret, ...Object.values(given.headers)];
  let id: string | undefined;
  for (const { url, headers: wanted, body } of format.postsOf(message, { url: to, secret: given.secret })) {
    const text = JSON.stringify(body);
    const answer = await callOut(url, {
      method: given.method,
      headers: {
        // What the admin typed may be a token of their own server: a person's own webhook elsewhere must not learn it.
        ...(URL.parse(url)?.origin === URL.parse(given.url)?.origin ? given.headers : {}),
        'content-type': 'application/json',
        ...wanted,
        ...(given.format === 'json' ? ownHeaders(message, text, given.secret) : {}),
      },
      body: text,
      tools,
      ...(format.explain === undefined ? {} : { explain: (refused: string) => {
        const said = format.explain!(refused);
        return said && { ...said, why: withoutSecrets(said.why, secrets) };
      } }),
    });
    id = format.read?.(answer.body).id;
  }
  return { state: 'accepted', ...(id === undefined || id === '' ? {} : { id }) };
}

const ownHeaders = (message: Message, body: string, secret: string | undefined): Record<string, string> => ({
  'idempotency-key': headerSafe(message.key),
  'x-imas-event': headerSafe(eventOf(message)),
  ...(secret === undefined ? {} : { 'x-imas-signature': signatureOf(body, secret, Math.floor(Date.now() / 1000)) }),
});

/** The signature header of a body. @param at unix seconds */
function signatureOf(body: string, secret: string, at: number): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

const headerSafe = (text: string) => text.replace(/[^\x20-\x7e]/g, '_');

function linesOf(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}
