import { z } from 'zod';
import { isGsm } from '../gsm7.ts';
import type { CallTools } from '../http.ts';
import { callOvh, ovhEndpoints } from '../ovh-call.ts';
import { demandPhone } from '../phone.ts';
import type { Message, Outcome, Provider, Receipt, Reply } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { smsText, withoutContacts } from '../sms-text.ts';
import { textIn } from '../vendor-json.ts';
import { sayIn } from '../../texts/say.ts';

const key = z.string().trim().min(1).max(200);
const settings = z.object({
  application_key: key.meta({ secret: true }),
  application_secret: key.meta({ secret: true }),
  consumer_key: key.meta({ secret: true }),
  service_name: z.string().trim().min(1).max(100).regex(/^[\w-]+$/),
  /** At most 11 characters, accepted by OVH beforehand; without it a short number that can be answered. */
  sender: z.string().trim().max(16).regex(/^(?:\+?\d{1,15}|[\w .&-]{1,11})$/).optional(),
  endpoint: z.union([z.enum(Object.keys(ovhEndpoints)), z.url({ protocol: /^https?$/ })]).default('ovh-eu'),
  /** Credits below which administrators are told. */
  low_credit: z.coerce.number().int().min(0).max(1_000_000).default(50),
});
type OvhSettings = z.infer<typeof settings>;

/** Minutes after which the vendor gives up: a page that comes a day late only confuses. */
const validMinutes = 60;
/** Credits are asked for this rarely. */
const creditEveryMs = 3_600_000;
const creditAsked = new Map<string, number>();
/** An operator tells within seconds as a rule. */
const receiptAfterSeconds = 15;
/** What a receipt says: 1 arrived, 2 did not, 16 was rejected; 0, 4 and 8 are on the way. */
const arrived = 1;
const lost: ReadonlySet<number> = new Set([2, 16]);
/** More answers at once than any team gives. */
const mostReplies = 50;

/**
 * SMS by OVH (API of 2026-06, `POST /sms/{service}/jobs`). Without `noStopClause` OVH would hold back what comes at night
 * or at the weekend. What it refuses it says in an answer that begins with 200.
 */
export const ovh_sms: Provider<OvhSettings> = { settings, means: ['SMS'], send, outcome, smsReplies };

const twoWay = (given: OvhSettings): boolean => given.sender === undefined || given.sender === '';
/** What OVH says of a link, an address or a number in a message from a short number (ovh/php-ovh#156). */
const contactRefused = /contact information/i;

type Answered = Record<string, unknown>;
const objectOf = (value: unknown): Answered | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Answered : undefined);

async function send(message: Message, given: OvhSettings, tools: CallTools): Promise<Receipt> {
  demandPhone(message.to);
  const report = objectOf(await hand(smsText(message, twoWay(given)), message.to, given, tools));
  if (report === undefined) throw new Refusal('sms.unreadable', { host: 'OVH' }, { retry: true });
  const { ids, invalidReceivers, totalCreditsRemoved } = report;
  if (Array.isArray(invalidReceivers) && invalidReceivers.length > 0) throw new Refusal('sms.receiver_refused', { vendor: 'OVH' }, { retry: false, badAddress: true });
  if (!Array.isArray(ids) || ids.length === 0) throw new Refusal('sms.nothing_taken', { vendor: 'OVH' }, { retry: false });
  const left = await creditsLeft(given, report, tools);
  const say = sayIn(message.language);
  const note = left === undefined ? say('sms.ovh_took', { n: Number(totalCreditsRemoved ?? 1) }) : say('sms.ovh_took_left', { n: Number(totalCreditsRemoved ?? 1), left });
  return { state: 'accepted', id: String(ids[0]), note, askAfterSeconds: receiptAfterSeconds, ...(left !== undefined && left < given.low_credit ? { warning: { key: 'sms.low_credit', params: { service: given.service_name, left } } } : {}) };
}

/**
 * How a message ended, as its operator says (`GET /sms/{service}/outgoing/{id}`, `deliveryReceipt`). Its job is not there
 * before it has left: then there is nothing to say yet.
 */
async function outcome(receiptId: string, given: OvhSettings, tools: CallTools): Promise<Outcome | undefined> {
  if (!/^\d{1,18}$/.test(receiptId)) return undefined;
  const read = await callOvh(given, 'GET', `/sms/${given.service_name}/outgoing/${receiptId}`, undefined, tools).catch((error: unknown) => {
    if (error instanceof Refusal && error.params['status'] === 404) return undefined;
    throw error;
  });
  const code = Number(objectOf(read)?.['deliveryReceipt'] ?? 0);
  if (code === arrived) return { state: 'delivered' };
  return lost.has(code) ? { state: 'failed', said: { key: 'sms.ovh_undelivered', params: { code } } } : undefined;
}

/** From a short number OVH lets no contact information out: then it goes without. */
async function hand(text: string, to: string, given: OvhSettings, tools: CallTools): Promise<unknown> {
  const job = (message: string) => callOvh(given, 'POST', `/sms/${given.service_name}/jobs`, {
    receivers: [to], message, noStopClause: true, priority: 'high', class: 'phoneDisplay', charset: 'UTF-8', coding: isGsm(message) ? '7bit' : '8bit', validityPeriod: validMinutes,
    ...(twoWay(given) ? { senderForResponse: true } : { sender: given.sender }),
  }, tools);
  try {
    return await job(text);
  } catch (error) {
    if (!(error instanceof Refusal) || error.retry || !twoWay(given) || !contactRefused.test(error.message)) throw error;
    return job(withoutContacts(text));
  }
}

/** Told with the report, or asked for at most once an hour. The message is out: whatever happens here is no fault. */
async function creditsLeft(given: OvhSettings, report: Answered, tools: CallTools): Promise<number | undefined> {
  if (typeof report['creditsLeft'] === 'number') return report['creditsLeft'];
  const account = `${given.endpoint} ${given.service_name}`;
  if (Date.now() - (creditAsked.get(account) ?? 0) < creditEveryMs) return undefined;
  creditAsked.set(account, Date.now());
  try {
    const left = objectOf(await callOvh(given, 'GET', `/sms/${given.service_name}`, undefined, { ...tools, timeoutMs: Math.min(tools.timeoutMs, 2000) }))?.['creditsLeft'];
    return typeof left === 'number' ? left : undefined;
  } catch {
    return undefined;
  }
}

/** What people answered since an instant, without what was read before; undefined where the sender cannot be answered. */
async function smsReplies(given: OvhSettings, since: Date, seen: ReadonlySet<string>, tools: CallTools): Promise<Reply[] | undefined> {
  if (!twoWay(given)) return undefined;
  const from = encodeURIComponent(since.toISOString().replace(/\.\d+Z$/, '+00:00'));
  const listed = await callOvh(given, 'GET', `/sms/${given.service_name}/incoming?creationDatetime.from=${from}`, undefined, tools);
  const ids = Array.isArray(listed) ? listed.filter((id) => typeof id === 'number').filter((id) => !seen.has(String(id))).toSorted((one, other) => one - other) : [];
  const found: Reply[] = [];
  for (const id of ids.slice(-mostReplies)) {
    const incoming = await callOvh(given, 'GET', `/sms/${given.service_name}/incoming/${id}`, undefined, tools);
    found.push({ id: String(id), from: numberOf(textIn(objectOf(incoming), 'sender') ?? ''), text: textIn(objectOf(incoming), 'message') ?? '' });
  }
  return found;
}

/** Numbers are told with a plus, or with the 00 that OVH's older answers have. */
const numberOf = (sender: string): string => sender.replaceAll(/[\s.-]/g, '').replace(/^00/, '+');
