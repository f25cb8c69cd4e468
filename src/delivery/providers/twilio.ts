import { z } from 'zod';
import { callText } from '../call-text.ts';
import { callOut, type CallTools, type VendorError } from '../http.ts';
import { demandPhone } from '../phone.ts';
import type { Message, Outcome, Provider, Receipt, Reply } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { smsText } from '../sms-text.ts';
import { callOutcome } from '../twilio-outcome.ts';
import { announcement } from '../twiml.ts';
import { basicPair, objectIn, textIn, withoutSecrets } from '../vendor-json.ts';

const settings = z.object({
  account_sid: z.string().trim().regex(/^AC[0-9a-fA-F]{32}$/),
  auth_token: z.string().trim().min(1).max(200).meta({ secret: true }),
  /** A number of the account, with country code: SMS and calls come from it. */
  from: z.string().trim().regex(/^\+[1-9]\d{6,14}$/),
  /** Of another region, such as https://api.dublin.ie1.twilio.com. */
  base_url: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
});
type TwilioSettings = z.infer<typeof settings>;

/** Seconds that a telephone rings: a mailbox most often answers after 25. */
const ringSeconds = 25;
/** Ringing, saying it twice, and the mailbox of a phone that is off. */
const endsWithinSeconds = 75;

/** So many fit what is read of an answer. */
const repliesAtOnce = 30;

/** Error codes about the receiver's number: it does not exist, has said STOP, or cannot take an SMS. */
const badNumber = new Set([21211, 21214, 21217, 21610, 21614, 21635]);
const passing = new Set([14107, 20429]);
const aboutKeys = new Set([20003, 20404]);

/**
 * SMS and calls by Twilio's REST API (2010-04-01). A call says it twice; where Twilio can reach us, keys answer it and
 * we are told what comes in and how it ended; else that is asked for.
 */
export const twilio: Provider<TwilioSettings> = { settings, means: ['SMS', 'VOICE'], send, outcome, smsReplies };

async function send(message: Message, given: TwilioSettings, tools: CallTools): Promise<Receipt> {
  demandPhone(message.to);
  const status = tools.callback?.('status', message.key);
  const common = { To: message.to, From: given.from, ...(status === undefined ? {} : { StatusCallback: status }) };
  if (message.means !== 'VOICE') return receiptOf(await call(given, 'POST', 'Messages.json', { ...common, Body: smsText(message, true) }, tools), given);
  const answer = message.answerable === undefined ? undefined : tools.callback?.('answer', message.key);
  const machine = tools.callback?.('machine', message.key);
  const placed = await call(given, 'POST', 'Calls.json', {
    ...common, Twiml: announcement(callText(message), message.language, answer, message.answers === 'reached'), Timeout: String(ringSeconds), MachineDetection: 'Enable',
    // Told on the side, so that a person does not listen to silence first.
    ...(machine === undefined ? {} : { AsyncAmd: 'true', AsyncAmdStatusCallback: machine }),
  }, tools);
  return { ...receiptOf(placed, given), ...(status === undefined ? { askAfterSeconds: endsWithinSeconds } : {}) };
}

function receiptOf(answer: Record<string, unknown> | undefined, given: TwilioSettings): Receipt {
  const id = textIn(answer, 'sid');
  // Whatever else says 200 has sent nothing.
  if (id === undefined) throw new Refusal('sms.unreadable', { host: new URL(given.base_url).host }, { retry: true });
  return { state: 'accepted', id };
}

/** How a call ended, asked for where we cannot be told. Messages are not asked for. */
async function outcome(receiptId: string, given: TwilioSettings, tools: CallTools): Promise<Outcome | undefined> {
  if (!/^CA\w{1,64}$/.test(receiptId)) return undefined;
  const answer = await call(given, 'GET', `Calls/${receiptId}.json`, undefined, tools);
  return callOutcome(textIn(answer, 'status') ?? '', textIn(answer, 'answered_by') ?? '');
}

/** What came in by SMS since an instant, where Twilio cannot tell us; the newest page of it, which is filtered by the day. */
async function smsReplies(given: TwilioSettings, since: Date, seen: ReadonlySet<string>, tools: CallTools): Promise<Reply[] | undefined> {
  if (tools.callback !== undefined) return undefined;
  const query = new URLSearchParams({ To: given.from, 'DateSent>': since.toISOString().slice(0, 10), PageSize: String(repliesAtOnce) });
  const listed = (await call(given, 'GET', `Messages.json?${query.toString()}`, undefined, tools))?.['messages'];
  return (Array.isArray(listed) ? listed as Record<string, unknown>[] : []).filter((one) => one['direction'] === 'inbound' && Date.parse(textIn(one, 'date_created') ?? '') >= since.getTime())
    .map((one): Reply => ({ id: textIn(one, 'sid') ?? '', from: textIn(one, 'from') ?? '', text: textIn(one, 'body') ?? '' })).filter(({ id }) => !seen.has(id)).toReversed();
}

async function call(given: TwilioSettings, method: 'GET' | 'POST', path: string, form: Record<string, string> | undefined, tools: CallTools): Promise<Record<string, unknown> | undefined> {
  const url = `${given.base_url.replace(/\/+$/, '')}/2010-04-01/Accounts/${given.account_sid}/${path}`;
  const seen = { code: 0, why: '' };
  const explain = (text: string): VendorError => {
    const said = objectIn(text);
    seen.code = Number(said?.['code'] ?? 0);
    seen.why = withoutSecrets(textIn(said, 'message'), [basicPair(given.account_sid, given.auth_token), given.auth_token, given.account_sid])?.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 160) ?? '';
    return { why: seen.why, badAddress: badNumber.has(seen.code), ...(passing.has(seen.code) ? { retry: true } : {}) };
  };
  try {
    const answer = await callOut(url, {
      method, explain, tools, ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
      headers: { authorization: `Basic ${basicPair(given.account_sid, given.auth_token)}`, accept: 'application/json', ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
    });
    return objectIn(answer.body);
  } catch (error) {
    if (error instanceof Refusal && !error.retry && aboutKeys.has(seen.code)) throw new Refusal('sms.twilio_keys', { why: seen.why }, { retry: false, cause: error });
    throw error;
  }
}
