import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readBody } from '../limits.ts';
import { noRoute, Refused } from '../problem.ts';
import type { QuickDoor, Said } from '../quick.ts';
import type { HttpDeps } from '../route.ts';
import { AppError } from '../../errors.ts';
import type { Batcher } from '../../intake/batch.ts';
import type { DirectoryCache } from '../../intake/directory-cache.ts';
import { oversized } from '../../intake/oversized.ts';
import { readPost } from '../../intake/read.ts';
import { BadPost, type Answer, type Source } from '../../intake/source.ts';
import type { Refusals } from '../../domain/alerts/refusals.ts';
import { signingSecretOf } from '../../domain/sources/signing-secret.ts';
import { sourceByToken } from '../../domain/sources/source-by-token.ts';
import type { PreparedSource } from '../../domain/sources/directory.ts';
import type { Sealer } from '../../secrets.ts';

export interface WebhookDeps {
  /** Every kind of source, by the name in the address. */
  sources: Readonly<Record<string, Source>>;
  batcher: Batcher;
  directory: DirectoryCache;
  refusals: Refusals;
  sealer: Pick<Sealer, 'open'>;
}
type Deps = WebhookDeps & Pick<HttpDeps, 'log' | 'clientAddress'>;

const largestBody = 16 * 1024 * 1024;
const inflate = promisify(gunzip);
/** We wait this long for a database that is away; Sentry unsubscribes hooks that take a second. */
const patienceMs = (kind: string): number => (kind === 'sentry' ? 800 : 3000);

/**
 * The doors through which alerts come in (spec §4): `/api/v1/webhooks/<kind>/[token]` and, so that tools move by changing
 * one address, `/v2/enqueue`, `/v2/change/enqueue` and `/v2/alerts…`.
 */
export const webhookDoor = (parts: WebhookDeps): QuickDoor => (http) => {
  const deps: Deps = { ...parts, log: http.log, clientAddress: http.clientAddress };
  return async (incoming, requestId) => take({ incoming, requestId }, deps, doorOf(incoming));
};

interface Request { incoming: IncomingMessage; requestId: string }
interface Door { kind: string; token: string | undefined; path: string[]; query: Record<string, string>; needsKind: boolean }

/** @throws Refused 404 when nothing is there */
function doorOf(incoming: IncomingMessage): Door {
  const { pathname, query } = addressOf(incoming);
  const words = pathname.split('/').filter((word) => word !== '').map(decode);
  const token = headerToken(incoming);
  if (incoming.method === 'POST' && words[0] === 'v2' && ['enqueue', 'change', 'alerts'].includes(words[1]!)) {
    return { kind: words[1] === 'alerts' ? 'opsgenie' : 'pagerduty', token, path: words.slice(1), query, needsKind: false };
  }
  const [kind, ...rest] = words.slice(3);
  if (incoming.method === 'POST' && words[0] === 'api' && kind !== undefined && /^[a-z]+$/.test(kind)) return { kind, token: token ?? rest.pop(), path: rest, query, needsKind: true };
  throw noRoute(incoming.method ?? '', pathname);
}

function addressOf({ url = '' }: IncomingMessage): { pathname: string; query: Record<string, string> } {
  const mark = url.indexOf('?');
  if (mark === -1) return { pathname: url, query: {} };
  // Of what is said twice the first counts.
  return { pathname: url.slice(0, mark), query: Object.fromEntries([...new URLSearchParams(url.slice(mark))].reverse()) };
}

async function take({ incoming, requestId: id }: Request, deps: Deps, door: Door): Promise<Said> {
  const receivedAt = new Date();
  const source = Object.hasOwn(deps.sources, door.kind) ? deps.sources[door.kind] : undefined;
  const path = door.needsKind ? `/api/v1/webhooks/${source === undefined ? '?' : door.kind}/` : `/v2/${door.path[0]}`;
  const refuse = (answer: Answer, reason: string): Said => {
    deps.refusals.count({ path, address: deps.clientAddress({ env: { incoming } }) ?? 'unknown', reason });
    return respond(answer);
  };
  if (source === undefined) return refuse(problemOf(404, `There is no kind of source called "${door.kind.slice(0, 40)}". Known: ${Object.keys(deps.sources).join(', ')}.`), 'unknown kind');

  const bytes = await bodyOf(incoming);
  // On /v2 the key may stand in the body, where the vendors' formats have it; nowhere else.
  const token = door.token ?? (door.needsKind || bytes === 'too large' ? undefined : keyInBody(bytes));
  const verdict = token === undefined ? { verdict: 'unknown' as const } : sourceByToken(await deps.directory.latest(), token, door.needsKind ? (door.kind === 'generic' ? 'custom' : door.kind) : undefined, receivedAt);
  if (verdict.verdict === 'unknown') return refuse(problemOf(401, 'The token is missing or is not one of an active source of this kind.'), 'token');
  if (verdict.verdict === 'disabled') return refuse(problemOf(403, 'This source is disabled. Enable it with /source edit.'), 'disabled source');
  const post = { sourceId: verdict.source.id, receivedAt, path };
  if (bytes === 'too large') {
    await deps.batcher.submit(oversized(post, largestBody), patienceMs(door.kind)).catch((error: unknown) => deps.log.error({ err: error }, 'an oversized body could not be reported'));
    return refuse(problemOf(413, `The body is larger than ${largestBody / 1024 / 1024} MiB. Send fewer alerts in one request.`), 'too large');
  }
  try {
    const raw = { headers: headersOf(incoming), path: door.path, query: door.query, bytes, receivedAt };
    if (!source.authenticate(raw, settingsOf(verdict.source, deps.sealer))) return refuse(problemOf(401, 'The signature does not fit the body and the secret of this source.'), 'signature');
    const reading = readPost(source, raw);
    await deps.batcher.submit({ ...post, signals: reading.signals, raw: bytes, rejected: reading.rejected }, patienceMs(door.kind));
    return respond(source.answer({
      accepted: reading.signals.length, rejected: reading.rejected, requestId: id,
      dedupKeys: reading.signals.flatMap((signal) => (signal.kind === 'resolveGroup' ? [] : [signal.fingerprint])),
    }));
  } catch (error) {
    if (error instanceof BadPost) return refuse(source.refuse(error), error.field);
    if (error instanceof AppError && error.code === 'unavailable') return respond({ ...problemOf(503, error.message) }, { 'retry-after': '5' });
    deps.log.error({ err: error, request_id: id, source: verdict.source.name }, 'a post could not be stored');
    // Only what the database finds wrong with the data is the sender's; for anything else it shall come again.
    if (isDataFault(error)) return refuse(problemOf(400, `This body could not be stored; it was refused as a whole. Request ${id}.`), 'unusable');
    return respond(problemOf(503, `The alerts could not be stored right now. Send them again. Request ${id}.`), { 'retry-after': '5' });
  }
}

/** SQLSTATE classes 22 (data), 23 (constraints), 54 (limits): sending it again would fail again. */
const isDataFault = (error: unknown): boolean => /^(22|23|54)\w{3}$/.test((error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code ?? '');

const settingsOf = (source: PreparedSource, sealer: Pick<Sealer, 'open'>) => {
  const secret = signingSecretOf(source, sealer);
  return secret === undefined ? {} : { secret };
};

function respond({ status, body }: Answer, headers: Record<string, string> = {}): Said {
  const type = typeof body === 'object' && body !== null && 'type' in body && 'title' in body ? 'application/problem+json' : 'application/json';
  return { status, headers: { 'content-type': type, ...headers }, body: JSON.stringify(body) };
}

const titles: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 413: 'Content Too Large', 503: 'Service Unavailable' };
const problemOf = (status: number, detail: string): Answer => ({ status, body: { type: 'about:blank', title: titles[status], status, detail } });

const headersOf = (incoming: IncomingMessage): Readonly<Record<string, string>> => incoming.headers as Record<string, string>;

function headerToken({ headers: { authorization } }: IncomingMessage): string | undefined {
  return authorization === undefined ? undefined : /^(?:bearer|token|geniekey)\s+(?:token=)?(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}
const decode = (word: string): string => { try { return decodeURIComponent(word); } catch { return word; } };
const keyInBody = (bytes: Uint8Array): string | undefined => /"routing_key"\s*:\s*"([^"\\]{1,100})"/.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_000_000)).toString('latin1'))?.[1];

/** The bytes, inflated if they came compressed, never more than the largest body: neither as sent nor as inflated. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | 'too large'> {
  try {
    const bytes = await readBody({ env: { incoming } }, largestBody);
    return incoming.headers['content-encoding']?.toLowerCase() === 'gzip' ? await inflated(bytes) : bytes;
  } catch (error) {
    if (error instanceof Refused && error.status === 413) return 'too large';
    throw error;
  }
}

async function inflated(bytes: Uint8Array): Promise<Uint8Array | 'too large'> {
  try {
    return await inflate(bytes, { maxOutputLength: largestBody });
  } catch (error) {
    // What does not inflate is read as it is, and refused as not being JSON.
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : bytes;
  }
}
