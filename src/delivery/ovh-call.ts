import { createHash } from 'node:crypto';
import { callOut, type CallTools, type VendorError } from './http.ts';
import { Refusal } from './refusal.ts';
import { objectIn, textIn, withoutSecrets } from './vendor-json.ts';

/** What OVH knows an application and its customer by. */
export interface OvhKeys { application_key: string; application_secret: string; consumer_key: string; /** A name of `ovhEndpoints`, or an address. */ endpoint: string }

/** Where OVH's API is, by the names that its own libraries use. */
export const ovhEndpoints: Readonly<Record<string, string>> = { 'ovh-eu': 'https://eu.api.ovh.com/1.0', 'ovh-ca': 'https://ca.api.ovh.com/1.0', 'ovh-us': 'https://api.us.ovhcloud.com/1.0' };
const baseOf = (endpoint: string): string => (ovhEndpoints[endpoint] ?? endpoint).replace(/\/+$/, '');

/** Seconds by which OVH's clock is ahead of ours, by the address of its API. */
const skews = new Map<string, Promise<number>>();
/** What OVH says to a signature that may be right at another time. */
const outOfTime = new Set(['INVALID_SIGNATURE', 'QUERY_TIME_OUT', 'INVALID_TIMESTAMP']);
/** What it says to keys that are wrong, or may not do this. */
const aboutKeys = new Set(['INVALID_KEY', 'INVALID_CREDENTIAL', 'NOT_CREDENTIAL', 'NOT_GRANTED_CALL', 'FORBIDDEN', 'INVALID_SIGNATURE']);

/**
 * One signed call: `$1$` and the hex SHA-1 of secret, consumer key, method, whole address, body and OVH's time, joined by `+`.
 * Refused for its signature or time, it is signed once more by OVH's clock read afresh.
 * @param path below the API's base, such as `/sms/sms-ab12345-1/jobs`; with its query
 * @returns what the JSON of the answer holds
 * @throws Refusal; passing when the answer is not JSON
 */
export async function callOvh(keys: OvhKeys, method: 'GET' | 'POST', path: string, body: unknown, tools: CallTools): Promise<unknown> {
  const base = baseOf(keys.endpoint);
  const isFresh = !skews.has(base);
  const first = await attempt(keys, method, path, body, tools);
  if ('read' in first) return first.read;
  if (isFresh || !outOfTime.has(first.code)) throw first.refusal;
  skews.delete(base);
  const second = await attempt(keys, method, path, body, tools);
  if ('read' in second) return second.read;
  throw second.refusal;
}

async function attempt(keys: OvhKeys, method: 'GET' | 'POST', path: string, given: unknown, tools: CallTools): Promise<{ read: unknown } | { code: string; refusal: unknown }> {
  const base = baseOf(keys.endpoint);
  const url = URL.parse(`${base}${path}`)?.href ?? '';
  const body = given === undefined ? '' : JSON.stringify(given);
  const time = String(Math.floor(Date.now() / 1000) + await skewOf(base, tools));
  const signature = createHash('sha1').update([keys.application_secret, keys.consumer_key, method, url, body, time].join('+')).digest('hex');
  let code = '';
  let why = '';
  const explain = (text: string): VendorError | undefined => {
    const said = objectIn(text);
    code = textIn(said, 'errorCode') ?? '';
    why = withoutSecrets(textIn(said, 'message'), [keys.application_key, keys.application_secret, keys.consumer_key]) ?? '';
    return { why };
  };
  try {
    const answer = await callOut(url, {
      method, explain, tools, ...(body === '' ? {} : { body }),
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-ovh-application': keys.application_key, 'x-ovh-consumer': keys.consumer_key, 'x-ovh-timestamp': time, 'x-ovh-signature': `$1$${signature}` },
    });
    return { read: jsonIn(answer.body, url) };
  } catch (error) {
    const isKeys = error instanceof Refusal && !error.retry && aboutKeys.has(code);
    return { code, refusal: isKeys ? new Refusal('sms.ovh_keys', { why: why.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 160) }, { retry: false, cause: error }) : error };
  }
}

function skewOf(base: string, tools: CallTools): Promise<number> {
  const known = skews.get(base);
  if (known !== undefined) return known;
  const asked = askTime(base, tools);
  skews.set(base, asked);
  asked.catch(() => skews.delete(base));
  return asked;
}

async function askTime(base: string, tools: CallTools): Promise<number> {
  const url = `${base}/auth/time`;
  const { body } = await callOut(url, { method: 'GET', tools });
  const time = jsonIn(body, url);
  if (typeof time !== 'number') throw unreadable(url);
  return Math.round(time - Date.now() / 1000);
}

function jsonIn(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(url);
  }
}

/** A proxy's page instead of the vendor's answer, most often: it passes. */
const unreadable = (url: string): Refusal => new Refusal('sms.unreadable', { host: new URL(url).host }, { retry: true });
