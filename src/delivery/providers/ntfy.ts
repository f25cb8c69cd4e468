import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { harmless } from '../../chat/harmless.ts';
import { sayIn } from '../../texts/say.ts';
import { answerLabel } from '../answer-label.ts';
import { bytesOf, cutTo, jsonBytesOf } from '../cut-bytes.ts';
import { callOut, type VendorError } from '../http.ts';
import type { Message, Provider, Receipt, Tools } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { basicPair, objectIn, textIn, withoutSecrets } from '../vendor-json.ts';

/** ntfy's own rule for a topic (server.go, topicRegex). */
const TOPIC = /^[-_A-Za-z0-9]{1,64}$/;
/** A longer message becomes an attachment (message-size-limit); the JSON around it may have twice as much. */
const MESSAGE_BYTES = 4096;
const JSON_BYTES = 2 * MESSAGE_BYTES;

const secret = z.string().trim().min(1).max(512);
const settings = z
  .object({
    /** Ours or https://ntfy.sh, which takes 250 messages a day from one address. */
    server_url: z.url({ protocol: /^https?$/ }).meta({ fallback: 'https://ntfy.sh' }),
    /** Where tests go, and whatever is for nobody in particular. */
    default_topic: z.string().trim().regex(TOPIC).optional(),
    access_token: secret.optional().meta({ secret: true }),
    username: z.string().min(1).max(320).optional(),
    password: secret.optional().meta({ secret: true }),
    /** 1 to 5, of whatever is no page. */
    default_priority: z.coerce.number().int().min(1).max(5).default(3),
    /** Where phones answer while nothing can reach us from outside: made here, known to nobody else. */
    reply_topic: z.string().regex(TOPIC).optional().meta({ secret: true }),
  })
  .transform((given, context) => {
    if ((given.username === undefined) !== (given.password === undefined)) context.addIssue({ code: 'custom', path: [given.username === undefined ? 'username' : 'password'], message: 'a username needs a password, and a password a username' });
    return { ...given, server_url: given.server_url.replace(/\/+$/, ''), reply_topic: given.reply_topic ?? `imas-reply-${randomBytes(24).toString('base64url')}` };
  });
type NtfySettings = z.infer<typeof settings>;

/** Publishes as JSON to the server's root with the topic inside: posted to `/topic`, the JSON itself would be the text. */
export const ntfy: Provider<NtfySettings> = { settings, means: ['NTFY'], send, taps };

async function send(message: Message, given: NtfySettings, tools: Tools): Promise<Receipt> {
  const topic = message.to === '' ? given.default_topic : message.to;
  if (topic === undefined) throw new Refusal('outgoing.ntfy_no_topic', {}, { retry: false });
  if (!TOPIC.test(topic)) throw new Refusal('outgoing.ntfy_topic_invalid', {}, { retry: false, badAddress: true });
  const answer = await callOut(`${given.server_url}/`, {
    method: 'POST', headers: { ...authorization(given), 'content-type': 'application/json' }, body: bodyOf(message, topic, given), tools, explain: explainFor(given),
  });
  const read = objectIn(answer.body);
  // Anything else that answers 200, such as a captive portal, has told nobody.
  if (textIn(read, 'id') === undefined) throw new Refusal('outgoing.unreadable', { host: new URL(given.server_url).host }, { retry: false });
  return { state: 'accepted', id: textIn(read, 'id')! };
}

function bodyOf(message: Message, topic: string, given: NtfySettings): string {
  const { event = '', incident } = message.facts ?? {};
  const isTest = message.answers === 'reached';
  const isPage = isTest || /\.(page|reminder)$/.test(event);
  const wakes = isTest || (isPage && /^SEV[12]/.test(incident?.severity ?? ''));
  const draw = (text: string): string => JSON.stringify({
    topic, title: harmless(message.headline).replaceAll(/\s+/g, ' '), message: text, priority: wakes ? 5 : given.default_priority,
    tags: isPage ? ['rotating_light'] : event.endsWith('.all-clear') ? ['white_check_mark'] : [],
    ...(message.incidentUrl === undefined ? {} : { click: message.incidentUrl }), actions: actionsOf(message, given),
  });
  const room = JSON_BYTES - bytesOf(draw(''));
  return draw(cutTo(cutTo(harmless(message.body), MESSAGE_BYTES, bytesOf), room, jsonBytesOf));
}

/** At most three, as ntfy has it. The requests leave from the phone, which knows none of our passwords and gets none. */
function actionsOf(message: Message, given: NtfySettings): object[] {
  const say = sayIn(message.language);
  const http = (label: string, url: string, body?: string) => ({ action: 'http', label, url, method: 'POST', clear: true, ...(body === undefined ? {} : { body }) });
  const [yes, no] = [answerLabel(message), say('cards.cant')];
  const topic = `${given.server_url}/${given.reply_topic}`;
  const both = message.acknowledgeUrl !== undefined ? [http(yes, message.acknowledgeUrl), http(no, `${message.acknowledgeUrl}/cant`)]
    : message.replyToken !== undefined ? [http(yes, topic, `ack ${message.replyToken}`), http(no, topic, `cant ${message.replyToken}`)] : [];
  const answers = message.answers === undefined ? both : both.slice(0, 1);
  return [...answers, ...(message.incidentUrl === undefined ? [] : [{ action: 'view', label: say('delivery.open_incident'), url: message.incidentUrl }])];
}

/** Reads the reply topic by one short poll; the server keeps messages for twelve hours unless told otherwise. */
async function taps(given: NtfySettings, since: string, tools: Tools): Promise<{ texts: readonly string[]; since: string }> {
  const answer = await callOut(`${given.server_url}/${given.reply_topic}/json?poll=1&since=${encodeURIComponent(since === '' ? 'all' : since)}`, { method: 'GET', headers: authorization(given), tools, explain: explainFor(given) });
  const messages = answer.body.split('\n').map(objectIn).filter((line) => textIn(line, 'event') === 'message');
  return { texts: messages.flatMap((line) => textIn(line, 'message') ?? []), since: textIn(messages.at(-1), 'id') ?? since };
}

function authorization({ access_token: token, username, password }: NtfySettings): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  return username === undefined ? {} : { authorization: `Basic ${basicPair(username, password ?? '')}` };
}

/** ntfy's errors are `{"code":40301,"http":403,"error":"forbidden"}`. */
const explainFor = (given: NtfySettings) => (body: string): VendorError | undefined => {
  const why = withoutSecrets(textIn(objectIn(body), 'error'), [basicPair(given.username ?? '', given.password ?? ''), given.access_token, given.password, given.reply_topic]);
  return why === undefined ? undefined : { why };
};
