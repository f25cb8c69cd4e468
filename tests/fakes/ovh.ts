import { createHash } from 'node:crypto';
import { fakeHttp, type Behaviour, type FakeHttp } from './http.ts';

/** The keys that this OVH knows. */
export const ovhKeys = { application_key: 'AK0123456789abcd', application_secret: 'AS0123456789abcdef0123456789abcdef', consumer_key: 'CK0123456789abcdef0123456789abcdef', service_name: 'sms-ab12345-1' };

interface SentSms { id: number; to: string; message: string; sender: string | undefined; job: Record<string, unknown> }
export interface FakeOvh extends AsyncDisposable {
  http: FakeHttp;
  /** For the provider's `endpoint`. */
  endpoint: string;
  sent: readonly SentSms[];
  /** Calls to an API path, in order: `POST /sms/…/jobs`. */
  calls: readonly string[];
  credits: number;
  /** Seconds by which its clock is ahead of ours. */
  ahead: number;
  /** Numbers that answer 200 and are refused in it. */
  deaf: Set<string>;
  /** What operators said of a message, by its id: 1 arrived, 2 did not, 16 rejected; without an entry it is on its way. `waiting`: its job has not left yet. */
  receipts: Map<number, number | 'waiting'>;
  /** Refuse links, addresses and numbers from a short number, as OVH does. */
  strict: boolean;
  /** What it answers to signed calls instead of working; undefined: it works. */
  instead: Behaviour | undefined;
  /** A person answers by SMS. @returns the id of what came in */
  answers(from: string, message: string): number;
  /** The next SMS to this number, or one that came and nobody took. */
  next(to: string): Promise<SentSms>;
}

const json = (status: number, body: unknown): Behaviour => ({ status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) });
const refusal = (status: number, errorCode: string, message: string): Behaviour => json(status, { errorCode, httpCode: `${status}`, message });
/** The alphabet, written down a second time and apart from ours: what is not in it needs 8 bits. */
const sevenBits = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z^{}\\[\]~|£¥èéùìòØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*$/u;

/** The SMS part of OVH's API on localhost: it checks keys, time and signature, and refuses what OVH refuses. */
export async function fakeOvh(): Promise<FakeOvh> {
  const http = await fakeHttp();
  const sent: SentSms[] = [];
  const waiting: { to: string; take: (sms: SentSms) => void }[] = [];
  const untaken: SentSms[] = [];
  const incoming = new Map<number, { id: number; sender: string; message: string; creationDatetime: string; credits: number; tag: string }>();
  const calls: string[] = [];
  let ids = 26_929_925;
  const ovh = { http, endpoint: `${http.url}/1.0`, sent, calls, credits: 1000, ahead: 0, deaf: new Set<string>(), receipts: new Map<number, number | 'waiting'>(), strict: false, instead: undefined as Behaviour | undefined };

  const time = (): number => Math.floor(Date.now() / 1000) + ovh.ahead;
  const signed: (method: string, path: string, headers: Record<string, unknown>, body: string) => Behaviour | undefined = (method, path, headers, body) => {
    if (headers['x-ovh-application'] !== ovhKeys.application_key) return refusal(403, 'INVALID_KEY', 'This application key is invalid');
    if (headers['x-ovh-consumer'] !== ovhKeys.consumer_key) return refusal(403, 'INVALID_CREDENTIAL', 'This credential is not valid');
    const stamp = Number(headers['x-ovh-timestamp']);
    if (!Number.isInteger(stamp) || Math.abs(stamp - time()) > 60) return refusal(400, 'QUERY_TIME_OUT', 'Query out of time');
    const wanted = `$1$${createHash('sha1').update(`${ovhKeys.application_secret}+${ovhKeys.consumer_key}+${method}+${http.url}${path}+${body}+${stamp}`).digest('hex')}`;
    return headers['x-ovh-signature'] === wanted ? undefined : refusal(400, 'INVALID_SIGNATURE', 'Invalid signature');
  };
  const send = (text: string): Behaviour => {
    const job = JSON.parse(text) as { receivers: string[]; message: string; sender?: string; senderForResponse?: boolean; noStopClause?: boolean; coding: string; priority: string; class: string };
    if (!['7bit', '8bit'].includes(job.coding) || !['high', 'medium', 'low', 'veryLow'].includes(job.priority) || !['flash', 'phoneDisplay', 'sim', 'toolkit'].includes(job.class)) return refusal(400, 'BAD_PARAMETERS', 'Invalid parameter');
    if (job.sender === undefined && job.senderForResponse !== true) return refusal(400, 'BAD_PARAMETERS', 'Missing sender');
    if (job.sender !== undefined && job.sender !== 'IMAS') return refusal(403, 'FORBIDDEN', `Sender ${job.sender} is not validated`);
    // The text that a vendor would have to recode, and the mention STOP, both cost: a test should hear of it.
    if (job.coding === '7bit' && !sevenBits.test(job.message)) return refusal(400, 'BAD_PARAMETERS', 'Message can not be sent in 7bit');
    if (ovh.strict && job.senderForResponse === true && /https?:\/\/|@|\+\d{6}/.test(job.message)) return refusal(400, 'BAD_PARAMETERS', 'cannot send contact information with shortcode');
    const parts = Math.ceil(job.message.length / (job.coding === '7bit' ? 160 : 70));
    const valid = job.receivers.filter((to) => /^\+[1-9]\d{6,14}$/.test(to) && !ovh.deaf.has(to));
    if (valid.length > 0 && ovh.credits < parts) return refusal(403, 'FORBIDDEN', 'Not enough credits');
    const done = valid.map((to): SentSms => ({ id: ids++, to, message: job.message, sender: job.sender, job }));
    ovh.credits -= parts * done.length;
    for (const sms of done) {
      sent.push(sms);
      const taker = waiting.findIndex((one) => one.to === sms.to);
      if (taker >= 0) waiting.splice(taker, 1)[0]!.take(sms);
      else untaken.push(sms);
    }
    return json(200, { totalCreditsRemoved: parts * done.length, validReceivers: valid, invalidReceivers: job.receivers.filter((to) => !valid.includes(to)), ids: done.map((sms) => sms.id) });
  };
  http.answer((request) => {
    const { pathname, searchParams } = new URL(request.path, http.url);
    if (pathname === '/1.0/auth/time') return json(200, time());
    calls.push(`${request.method} ${pathname.replace('/1.0', '')}`);
    if (ovh.instead !== undefined) return ovh.instead;
    const refused = signed(request.method, request.path, request.headers, request.body);
    if (refused !== undefined) return refused;
    const [, one] = /^\/1\.0\/sms\/sms-ab12345-1(\/.*)?$/.exec(pathname) ?? [];
    const message = /^\/incoming\/(\d+)$/.exec(one ?? '')?.[1];
    if (request.method === 'POST' && one === '/jobs') return send(request.body);
    if (one === undefined && pathname.endsWith('/sms-ab12345-1')) return json(200, { name: 'sms-ab12345-1', creditsLeft: ovh.credits, status: 'enable' });
    if (one === '/incoming') return json(200, [...incoming.values()].filter((sms) => sms.creationDatetime >= new Date(searchParams.get('creationDatetime.from') ?? 0).toISOString()).map((sms) => sms.id));
    const outgoing = sent.find((sms) => `/outgoing/${sms.id}` === one);
    if (outgoing !== undefined && ovh.receipts.get(outgoing.id) !== 'waiting') return json(200, { id: outgoing.id, receiver: outgoing.to, sender: outgoing.sender ?? '38069', message: outgoing.message, creationDatetime: new Date().toISOString(), deliveryReceipt: ovh.receipts.get(outgoing.id) ?? 0, ptt: 1, credits: 1, numberOfSms: 1 });
    if (message !== undefined && incoming.has(Number(message))) return json(200, incoming.get(Number(message)));
    return refusal(404, 'RESOURCE_NOT_FOUND', 'The requested object does not exist');
  });
  return Object.assign(ovh, {
    answers(from: string, message: string) {
      const id = ids++;
      incoming.set(id, { id, sender: from, message, creationDatetime: new Date().toISOString(), credits: 0, tag: '' });
      return id;
    },
    next(to: string) {
      const found = untaken.findIndex((sms) => sms.to === to);
      if (found >= 0) return Promise.resolve(untaken.splice(found, 1)[0]!);
      return new Promise<SentSms>((take) => waiting.push({ to, take }));
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  });
}
