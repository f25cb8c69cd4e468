import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { requestIdOf } from '../request-id.ts';
import type { Asked as Request, HttpDeps, RouteGroup } from '../route.ts';
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
 * one address, `/v2/enqueue`, `/v2/change/enqueue` and `/v2/alerts…`. No middleware of the API stands before them.
 */
export const webhookRoutes = (parts: WebhookDeps): RouteGroup => (app, http) => {
  const deps: Deps = { ...parts, log: http.log, clientAddress: http.clientAddress };
  app.post('/api/v1/webhooks/:kind{[a-z]+}/:rest{.*}?', async (request) => {
    const { kind, rest = '' } = request.req.param() as { kind: string; rest?: string };
    const segments = rest.split('/').filter((word) => word !== '');
    const token = headerToken(request) ?? segments.pop();
    return take(request, deps, { kind, token: token === undefined ? undefined : decode(token), path: segments.map(decode), needsKind: true });
  });
  app.post('/v2/:door{(?:enqueue|change|alerts)(?:/.*)?}', async (request) => {
    const path = request.req.path.split('/').filter((word) => word !== '').slice(1).map(decode);
    const kind = path[0] === 'alerts' ? 'opsgenie' : 'pagerduty';
    return take(request, deps, { kind, token: headerToken(request), path, needsKind: false });
  });
};

interface Door { kind: string; token: string | undefined; path: string[]; needsKind: boolean }

async function take(request: Request, deps: Deps, door: Door): Promise<Response> {
  const { req } = request;
  const receivedAt = new Date();
  const source = Object.hasOwn(deps.sources, door.kind) ? deps.sources[door.kind] : undefined;
  const path = door.needsKind ? `/api/v1/webhooks/${source === undefined ? '?' : door.kind}/` : `/v2/${door.path[0]}`;
  const refuse = (answer: Answer, reason: string): Response => {
    deps.refusals.count({ path, address: deps.clientAddress(request) ?? 'unknown', reason });
    return respond(answer);
  };
  if (source === undefined) return refuse(problemOf(404, `There is no kind of source called "${door.kind.slice(0, 40)}". Known: ${Object.keys(deps.sources).join(', ')}.`), 'unknown kind');

  const bytes = await bodyOf(request);
  // On /v2 the key may stand in the body, where the vendors' formats have it; nowhere else.
  const token = door.token ?? (door.needsKind || bytes === 'too large' ? undefined : keyInBody(bytes));
  const verdict = token === undefined ? { verdict: 'unknown' as const } : sourceByToken(await deps.directory.latest(), token, door.needsKind ? (door.kind === 'generic' ? 'custom' : door.kind) : undefined, receivedAt);
  if (verdict.verdict === 'unknown') return refuse(problemOf(401, 'The token is missing or is not one of an active source of this kind.'), 'token');
  if (verdict.verdict === 'disabled') return refuse(problemOf(403, 'This source is disabled. Enable it with /source edit.'), 'disabled source');
  const id = requestIdOf(request);
  const post = { sourceId: verdict.source.id, receivedAt, path };
  if (bytes === 'too large') {
    await deps.batcher.submit(oversized(post, largestBody), patienceMs(door.kind)).catch((error: unknown) => deps.log.error({ err: error }, 'an oversized body could not be reported'));
    return refuse(problemOf(413, `The body is larger than ${largestBody / 1024 / 1024} MiB. Send fewer alerts in one request.`), 'too large');
  }
  try {
    const raw = { headers: headersOf(request), path: door.path, query: req.query(), bytes, receivedAt };
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

function respond({ status, body }: Answer, headers: Record<string, string> = {}): Response {
  const type = typeof body === 'object' && body !== null && 'type' in body && 'title' in body ? 'application/problem+json' : 'application/json';
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
}

const titles: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 413: 'Content Too Large', 503: 'Service Unavailable' };
const problemOf = (status: number, detail: string): Answer => ({ status, body: { type: 'about:blank', title: titles[status], status, detail } });

/** As Node read them: making a `Headers` of them costs as much as reading an alert. */
const headersOf = (request: Request): Readonly<Record<string, string>> => request.env.incoming.headers as Record<string, string>;

function headerToken(request: Request): string | undefined {
  const header = headersOf(request)['authorization'];
  return header === undefined ? undefined : /^(?:bearer|token|geniekey)\s+(?:token=)?(\S+)\s*$/i.exec(header)?.[1] ?? '';
}
const decode = (word: string): string => { try { return decodeURIComponent(word); } catch { return word; } };
const keyInBody = (bytes: Uint8Array): string | undefined => /"routing_key"\s*:\s*"([^"\\]{1,100})"/.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_000_000)).toString('latin1'))?.[1];

/** The bytes, inflated if they came compressed, never more than the largest body: neither as sent nor as inflated. */
async function bodyOf(request: Request): Promise<Uint8Array | 'too large'> {
  const headers = headersOf(request);
  if (Number(headers['content-length'] ?? 0) > largestBody) return 'too large';
  const encoding = headers['content-encoding']?.toLowerCase();
  const bytes = await readCapped(request);
  if (bytes === undefined) return 'too large';
  if (encoding !== 'gzip') return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: largestBody });
  } catch (error) {
    // What does not inflate is read as it is, and refused as not being JSON.
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : bytes;
  }
}

async function readCapped(request: Request): Promise<Uint8Array | undefined> {
  if (headersOf(request)['content-length'] !== undefined) return new Uint8Array(await request.req.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
