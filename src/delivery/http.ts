import type { Agent } from 'undici';
import { RefusedAddress, checkedLookup, demandReachable } from './addresses.ts';
import { faultCode, findCause, isCertificateFault } from './faults.ts';
import type { Tools } from './provider.ts';
import { Refusal } from './refusal.ts';

/** Longest body that is read; vendors answer with far less. */
const BODY_BYTES = 64 * 1024;
/** Statuses that pass by themselves; every other 4xx is the caller's mistake. */
const PASSING = new Set([408, 425, 429]);
const LONGEST_WAIT_SECONDS = 24 * 3600;

export interface CallTools extends Tools {
  /** Addresses under which this server itself is reached: never called. */
  ownUrls?: readonly string[];
}

/** What a vendor's own error says; only a provider that knows the vendor's format may read it. */
export interface VendorError { why?: string | undefined; retry?: boolean | undefined; retryAfterSeconds?: number | undefined; badAddress?: boolean | undefined }

interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers?: Record<string, string>;
  body?: string;
  tools: CallTools;
  /** Reads the body of a refusal in the vendor's format; absent or undefined: nothing of it is shown to anybody. */
  explain?: (body: string, status: number) => VendorError | undefined;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** At most 64 KiB. For the provider to parse, never to be shown to a person. */
  body: string;
}

/**
 * One outgoing call: checked address, no redirect, one time limit for all phases.
 * Name and password in the URL become a Basic `Authorization`.
 * @returns the answer of a 2xx
 * @throws Refusal for everything else, with the one verdict of `verdictOf`
 */
export async function callOut(url: string, call: Call): Promise<Answer> {
  const target = targetOf(url, call.tools);
  const { timeoutMs, signal, allowAddresses } = call.tools;
  const limit = AbortSignal.timeout(timeoutMs);
  const stop = signal ? AbortSignal.any([limit, signal]) : limit;
  const { request } = await undici();
  const agent = await agentFor(allowAddresses, timeoutMs);
  try {
    stop.throwIfAborted();
    const answer = await request(target.url, {
      dispatcher: agent, method: call.method, headers: { ...target.headers, ...call.headers }, body: call.body ?? null, signal: stop,
    });
    const refusal = verdictOf(answer.statusCode, target.url.host, answer.headers['retry-after'], Date.now());
    if (refusal && call.explain === undefined) throw refusal;
    const body = await readCapped(answer.body);
    if (refusal) throw explained(refusal, answer.statusCode, call.explain?.(body, answer.statusCode));
    return { status: answer.statusCode, headers: answer.headers, body };
  } catch (error) {
    throw refusalOf(error, { host: target.url.host, timedOut: limit.aborted, interrupted: signal?.aborted ?? false, timeoutMs });
  }
}

/** The verdict in the vendor's words, where it has some that are fit for a person. */
function explained(refusal: Refusal, status: number, said: VendorError | undefined): Refusal {
  if (said === undefined) return refusal;
  const retry = said.retry ?? refusal.retry;
  const verdict = { retry, retryAfterSeconds: refusal.retryAfterSeconds ?? said.retryAfterSeconds, badAddress: said.badAddress ?? false };
  const why = said.why?.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 200) ?? '';
  if (why === '') return new Refusal(refusal.key, refusal.params, verdict);
  return new Refusal(retry ? 'outgoing.vendor_later' : 'outgoing.vendor_refused', { ...refusal.params, status, why }, verdict);
}

/** Loaded when it is first needed, and once: in the bundle each `import()` copies the module. */
let loaded: Promise<typeof import('undici')> | undefined;
const undici = (): Promise<typeof import('undici')> => (loaded ??= import('undici'));

/** One agent for all calls under the same rules: a burst of pages to one vendor shares its connections. */
const agents = new Map<string, Promise<Agent>>();
/** An idle connection is not kept long: the vendor may close it at any moment, and a call on it would have to come again. */
const keptMs = 1000;
const mostConnections = 64;

function agentFor(allowAddresses: readonly string[], timeoutMs: number): Promise<Agent> {
  const key = `${timeoutMs} ${allowAddresses.join(',')}`;
  const known = agents.get(key);
  if (known) return known;
  const made = undici().then(({ Agent: New }) => new New({
    connect: { lookup: checkedLookup(allowAddresses), timeout: timeoutMs }, connections: mostConnections, keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs,
  }));
  agents.set(key, made);
  return made;
}

/**
 * The one verdict over HTTP statuses: 2xx done (undefined); 408, 425, 429 and 5xx again,
 * not before Retry-After; everything else, redirects included, never.
 * @param now epoch milliseconds, for a Retry-After that is a date
 */
export function verdictOf(status: number, host: string, retryAfter: string | string[] | undefined, now: number): Refusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status < 400) return new Refusal('delivery.redirected', { host, status }, { retry: false });
  if (!PASSING.has(status) && status < 500) return new Refusal('delivery.status_refused', { host, status }, { retry: false });
  return new Refusal('delivery.status_later', { host, status }, { retry: true, retryAfterSeconds: waitOf(retryAfter, now) });
}

/** Retry-After in seconds, from seconds or an HTTP date (RFC 9110 §10.2.3); undefined when absent or unreadable. */
function waitOf(header: string | string[] | undefined, now: number): number | undefined {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_WAIT_SECONDS) : undefined;
}

function targetOf(text: string, tools: CallTools): { url: URL; headers: Record<string, string> } {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Refusal('delivery.url_invalid', {}, { retry: false });
  const own = tools.ownUrls?.some((one) => URL.parse(one)?.host === url.host);
  if (own) throw new Refusal('delivery.own_address', { host: url.host }, { retry: false });
  try {
    demandReachable(url.hostname, tools.allowAddresses);
  } catch (cause) {
    throw new Refusal('delivery.address_refused', { host: url.host }, { retry: false, cause });
  }
  if (!url.username && !url.password) return { url, headers: {} };
  const pair = [url.username, url.password].map(decoded).join(':');
  url.username = '';
  url.password = '';
  return { url, headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

/** A percent sign that was meant literally stays one. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function refusalOf(error: unknown, call: { host: string; timedOut: boolean; interrupted: boolean; timeoutMs: number }): Refusal {
  const { host } = call;
  const why = faultCode(error) ?? 'unknown';
  if (error instanceof Refusal) return error;
  if (findCause(error, RefusedAddress)) return new Refusal('delivery.address_refused', { host }, { retry: false, cause: error });
  if (call.timedOut) return new Refusal('delivery.timed_out', { host, seconds: Math.ceil(call.timeoutMs / 1000) }, { retry: true, cause: error });
  if (call.interrupted) return new Refusal('delivery.interrupted', { host }, { retry: true, cause: error });
  if (isCertificateFault(error)) return new Refusal('delivery.certificate', { host, why }, { retry: false, cause: error });
  return new Refusal('delivery.unreachable', { host, why }, { retry: true, cause: error });
}

async function readCapped(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, BODY_BYTES - size));
    size += chunk.length;
    if (size >= BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
