import { createHmac } from 'node:crypto';
import { fakeHttp, type Behaviour, type FakeHttp } from './http.ts';

/** The account that this Twilio knows. */
export const twilioAccount = { account_sid: `AC${'0a'.repeat(16)}`, auth_token: '12345abcde12345abcde12345abcde12', from: '+33700000000' };

type Form = Record<string, string>;
interface SentText { sid: string; form: Form }
interface PlacedCall { sid: string; form: Form; status: string; answeredBy: string | null }
export interface FakeTwilio extends AsyncDisposable {
  http: FakeHttp;
  /** For the provider's `base_url`. */
  baseUrl: string;
  texts: readonly SentText[];
  calls: readonly PlacedCall[];
  /** Receivers that are refused, and with which code. */
  refused: Map<string, number>;
  /** What it answers to signed-in calls instead of working; undefined: it works. */
  instead: Behaviour | undefined;
  /** Where our public address really is: signed as public, posted there. */
  reach(publicUrl: string, localUrl: string): void;
  /** Tells what became of it, as asked for when it was sent. */
  tell(sent: SentText | PlacedCall, about: Form): Promise<Response>;
  /** Who answered: told on the side, as soon as it is heard. */
  hears(call: PlacedCall, answeredBy: string): Promise<Response>;
  /** A key pressed while the call asks for one. @returns what is said then, as TwiML */
  press(call: PlacedCall, digits: string): Promise<string>;
  /** An SMS comes in for the number, whose webhook is this path. @returns what is answered, as TwiML */
  comesIn(from: string, body: string, path?: string): Promise<{ status: number; twiml: string }>;
  /** An SMS comes in for the number and is kept, told to nobody. */
  keeps(from: string, body: string): void;
  nextText(to: string): Promise<SentText>;
  nextCall(to: string): Promise<PlacedCall>;
}

const messages: Readonly<Record<number, string>> = {
  21211: "The 'To' number is not a valid phone number.", 21610: 'Attempt to send to unsubscribed recipient', 21614: "'To' number is not a valid mobile number", 20429: 'Too Many Requests', 14107: 'Message rate exceeded', 20003: 'Authenticate',
};
const json = (status: number, body: unknown): Behaviour => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const refusal = (status: number, code: number, message = messages[code] ?? 'No'): Behaviour => json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });

/** The signature of a callback: address and parameters by name, without anything between (Twilio's security page). */
export const twilioSignature = (url: string, form: Form, token: string): string =>
  createHmac('sha1', token).update(url + Object.keys(form).toSorted().map((name) => name + form[name]!).join('')).digest('base64');

/** Twilio's REST API on localhost: it checks the account, refuses what Twilio refuses, and calls back with a signature. */
export async function fakeTwilio(): Promise<FakeTwilio> {
  const http = await fakeHttp();
  const texts: SentText[] = [];
  const calls: PlacedCall[] = [];
  const incoming: { sid: string; from: string; to: string; body: string; direction: string; date_created: string }[] = [];
  const takers: { to: string; kind: string; take: (one: never) => void }[] = [];
  const untaken: { to: string; kind: string; one: unknown }[] = [];
  let serial = 0;
  let [publicUrl, localUrl] = ['https://unset.example.org', ''];
  const twilio = { http, baseUrl: http.url, texts, calls, refused: new Map<string, number>(), instead: undefined as Behaviour | undefined };
  const authorization = `Basic ${Buffer.from(`${twilioAccount.account_sid}:${twilioAccount.auth_token}`).toString('base64')}`;

  const hand = (kind: string, to: string, one: unknown): void => {
    const taker = takers.findIndex((waiting) => waiting.kind === kind && waiting.to === to);
    if (taker >= 0) (takers.splice(taker, 1)[0]!.take as (one: unknown) => void)(one);
    else untaken.push({ to, kind, one });
  };
  const next = <T>(kind: string, to: string): Promise<T> => {
    const found = untaken.findIndex((waiting) => waiting.kind === kind && waiting.to === to);
    if (found >= 0) return Promise.resolve(untaken.splice(found, 1)[0]!.one as T);
    return new Promise<T>((take) => takers.push({ to, kind, take }));
  };
  const refuses = (form: Form): Behaviour | undefined => {
    if (form['From'] !== twilioAccount.from) return refusal(400, 21212, `The 'From' number ${form['From']} is not a valid phone number`);
    if (!/^\+[1-9]\d{6,14}$/.test(form['To'] ?? '')) return refusal(400, 21211);
    const code = twilio.refused.get(form['To']!);
    return code === undefined ? undefined : refusal(code === 20429 || code === 14107 ? 429 : 400, code);
  };
  http.answer((request) => {
    const path = request.path.replace(`/2010-04-01/Accounts/${twilioAccount.account_sid}/`, '');
    if (path === request.path) return refusal(404, 20404, 'The requested resource was not found');
    if (request.headers.authorization !== authorization) return refusal(401, 20003);
    if (twilio.instead !== undefined) return twilio.instead;
    const asked = calls.find((call) => path === `Calls/${call.sid}.json`);
    if (asked !== undefined) return json(200, { sid: asked.sid, status: asked.status, answered_by: asked.answeredBy });
    if (request.method === 'GET' && path.startsWith('Messages.json?')) {
      const asked = new URL(path, http.url).searchParams;
      const day = asked.get('DateSent>') ?? '';
      const found = incoming.filter((one) => one.to === asked.get('To') && new Date(one.date_created).toISOString().slice(0, 10) >= day).toReversed();
      return json(200, { messages: found.slice(0, Number(asked.get('PageSize') ?? 50)), page_size: 50 });
    }
    const form = Object.fromEntries(new URLSearchParams(request.body));
    const refused = refuses(form);
    if (refused !== undefined) return refused;
    const sid = `${path === 'Calls.json' ? 'CA' : 'SM'}${String((serial += 1)).padStart(32, '0')}`;
    if (path === 'Messages.json') {
      if ((form['Body'] ?? '') === '') return refusal(400, 21602, 'Message body is required.');
      const text = { sid, form };
      texts.push(text);
      hand('text', form['To']!, text);
      return json(201, { sid, status: 'queued', error_code: null, num_segments: '1' });
    }
    if (form['Url'] === undefined && !(form['Twiml'] ?? '').startsWith('<?xml')) return refusal(400, 21205, 'Url parameter is required.');
    const call = { sid, form, status: 'queued', answeredBy: null };
    calls.push(call);
    hand('call', form['To']!, call);
    return json(201, { sid, status: 'queued' });
  });
  const post = (url: string, form: Form, token = twilioAccount.auth_token): Promise<Response> => fetch(url.replace(publicUrl, localUrl), {
    method: 'POST', body: new URLSearchParams(form), headers: { 'x-twilio-signature': twilioSignature(url, form, token) },
  });
  const base = { AccountSid: twilioAccount.account_sid, ApiVersion: '2010-04-01' };
  return Object.assign(twilio, {
    reach(asPublic: string, local: string) { [publicUrl, localUrl] = [asPublic, local]; },
    tell(sent: SentText | PlacedCall, about: Form) {
      const url = sent.form['StatusCallback'];
      if (url === undefined) throw new Error('Nobody asked to be told.');
      return post(url, { ...base, To: sent.form['To']!, From: sent.form['From']!, ...('status' in sent ? { CallSid: sent.sid } : { MessageSid: sent.sid }), ...about });
    },
    hears(call: PlacedCall, answeredBy: string) {
      return post(call.form['AsyncAmdStatusCallback']!, { ...base, CallSid: call.sid, AnsweredBy: answeredBy, MachineDetectionDuration: '2400' });
    },
    async press(call: PlacedCall, digits: string) {
      const url = /<Gather[^>]* action="([^"]+)"/.exec(call.form['Twiml'] ?? '')?.[1]?.replaceAll('&amp;', '&');
      if (url === undefined) throw new Error('The call asks for no key.');
      const answer = await post(url, { ...base, CallSid: call.sid, CallStatus: 'in-progress', To: call.form['To']!, Digits: digits });
      return answer.text();
    },
    async comesIn(from: string, body: string, path = '/twilio/sms') {
      const answer = await post(`${publicUrl}${path}`, { ...base, MessageSid: `SM${String((serial += 1)).padStart(32, '0')}`, From: from, To: twilioAccount.from, Body: body, NumMedia: '0' });
      return { status: answer.status, twiml: await answer.text() };
    },
    keeps: (from: string, body: string) => void incoming.push({ sid: `SM${String((serial += 1)).padStart(32, '0')}`, from, to: twilioAccount.from, body, direction: 'inbound', date_created: new Date().toUTCString() }),
    nextText: (to: string) => next<SentText>('text', to),
    nextCall: (to: string) => next<PlacedCall>('call', to),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  });
}
