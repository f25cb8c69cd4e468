import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import type { Dispatch } from '../chat/platform.ts';
import type { Answer } from '../chat/card.ts';
import type { PlainReader } from '../chat/plain.ts';
import type { Ports } from '../domain/ports.ts';
import type { Sealer } from '../secrets.ts';
import { recordRefusal } from '../domain/audit/record-refusal.ts';
import { actorOfRequest } from './auth.ts';
import { checked } from './checked.ts';
import { cleanText, jsonObject } from './clean-json.ts';
import { type Answered, checkedKey, once, onceOutside, requestHash } from './idempotency.ts';
import { readBody } from './limits.ts';
import { requestIdOf } from './request-id.ts';
import type { App, Asked, HttpDeps } from './route.ts';
import { cookieOf, signedIn } from './session.ts';

/** What the routes of the API need beyond HttpDeps. */
export interface ApiParts {
  ports: Ports;
  sealer: Pick<Sealer, 'seal' | 'open'>;
  dispatch: Dispatch;
  /** An answer of the chat as plain text. */
  plain(answer: Answer, reader: PlainReader): string;
}
/** Where routes are mounted and described at once. */
export interface Api { app: App; deps: HttpDeps; parts: ApiParts; document: OpenAPIHono }

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type ParamsOf<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? { [K in Name]: string } & ParamsOf<Rest> : unknown;

/** What a route takes and answers; absent answer: 204. */
export interface Shape<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  tag: string;
  summary: string;
  query?: Q;
  body?: B;
  answer?: A;
  status?: 200 | 201;
  /** Other good answers, with what they mean. */
  also?: Readonly<Record<number, string>>;
  /** It does more than change rows: an Idempotency-Key is committed before the work, not with it. */
  reachesOut?: true;
}
export interface Call<P extends string, Q extends z.ZodType, B extends z.ZodType> {
  ctx: Context;
  params: ParamsOf<P>;
  query: z.output<Q>;
  body: z.output<B>;
  url: string;
  c: Asked;
  /** Answers with another status than usual. */
  as(status: number): void;
}

/** Bodies of the API are typed by people or small programs. */
const MOST_BODY_BYTES = 1024 * 1024;

/**
 * One route below /api/v1: described for OpenAPI, mounted with and without its trailing slash, its input checked
 * and cleaned, a POST carried out once for its Idempotency-Key. Permissions are the verb's business.
 */
export function endpoint<const P extends string, A extends z.ZodType = z.ZodNull, Q extends z.ZodType = z.ZodUnknown, B extends z.ZodType = z.ZodUnknown>(
  api: Api, method: Method, path: P, shape: Shape<Q, B, A>, work: (call: Call<P, Q, B>) => Promise<z.input<A>>,
): void {
  describe(api.document, method, path, shape);
  const at = `/api/v1${path}`.replaceAll(/\{(\w+)\}/g, ':$1');
  api.app.on(method.toUpperCase(), [at, at.slice(0, -1)], async (c) => {
    const ctx = await admitted(c, api.deps);
    const raw = shape.body === undefined ? Buffer.alloc(0) : await readBody(c, MOST_BODY_BYTES);
    const params = Object.fromEntries(Object.entries(c.req.param()).map(([name, value]) => [name, cleanText(String(value))])) as ParamsOf<P>;
    const query = (shape.query === undefined ? undefined : checked(shape.query, cleanQuery(c), 1)) as z.output<Q>;
    const body = (shape.body === undefined ? undefined : checked(shape.body, jsonObject(raw))) as z.output<B>;
    const run = async (on: Context): Promise<Answered> => {
      let status: number = shape.answer === undefined ? 204 : shape.status ?? 200;
      const answer = await work({ ctx: on, params, query, body, url: c.req.url, c, as: (other) => { status = other; } });
      return { status, body: answer };
    };
    try {
      return reply(await onceOrNow(ctx, c, raw, api.parts.sealer, shape.reachesOut === true, run));
    } catch (error) {
      await recordRefusal(ctx, error, `${method} ${path}`);
      throw error;
    }
  });
}

async function onceOrNow(ctx: Context, c: Asked, raw: Uint8Array, sealer: ApiParts['sealer'], outside: boolean, run: (on: Context) => Promise<Answered>): Promise<Answered & { replayed: boolean }> {
  const key = c.req.header('idempotency-key');
  if (c.req.method !== 'POST' || key === undefined || ctx.actor.kind !== 'person') return { ...(await run(ctx)), replayed: false };
  const { pathname, search } = new URL(c.req.url);
  const it = { ctx, userId: ctx.actor.userId, key: checkedKey(key), hash: requestHash('POST', `${pathname.replace(/\/+$/, '')}${search}`, raw), sealer };
  return outside ? onceOutside(it, run) : once(it, run);
}

/** The token's owner; for reading also whoever is signed in to the console. @throws AppError unauthenticated */
export async function admitted(c: Asked, deps: HttpDeps): Promise<Context> {
  const actor = await actorOfRequest(c, deps);
  if (actor.kind !== 'nobody') return deps.context(actor, requestIdOf(c));
  if (c.req.method === 'GET' && cookieOf(c) !== undefined) return (await signedIn(c, deps)).ctx;
  throw unauthenticated('errors.sign_in_needed');
}

const cleanQuery = (c: Asked): Record<string, string> => Object.fromEntries(Object.entries(c.req.query()).map(([name, value]) => [name, cleanText(value)]));

function reply({ status, body, replayed }: Answered & { replayed: boolean }): Response {
  const headers = { 'cache-control': 'no-store', ...(replayed ? { 'idempotency-replayed': 'true' } : {}) };
  return status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
}

/** Any refusal (RFC 9457). */
const problem = z.object({
  type: z.string().optional(), title: z.string(), status: z.int(), detail: z.string(), request_id: z.string(),
  code: z.string().optional(), hint: z.string().optional(), fields: z.record(z.string(), z.string()).optional(),
}).openapi('Problem');

function describe<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(document: OpenAPIHono, method: Method, path: string, shape: Shape<Q, B, A>): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const content = shape.answer === undefined ? {} : { content: { 'application/json': { schema: shape.answer } } };
  const good = { [shape.answer === undefined ? 204 : shape.status ?? 200]: shape.summary, ...shape.also };
  document.openAPIRegistry.registerPath({
    method,
    path: `/api/v1${path}`,
    tags: [shape.tag],
    summary: shape.summary,
    operationId: `${method}${path.replaceAll(/[^a-z]+(\w?)/gi, (_, letter: string) => letter.toUpperCase())}`,
    request: {
      ...(names.length === 0 ? {} : { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
      ...(shape.query === undefined ? {} : { query: shape.query as unknown as z.ZodObject }),
      ...(method === 'post' ? { headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional() }) } : {}),
      ...(shape.body === undefined ? {} : { body: { required: !shape.body.safeParse({}).success, content: { 'application/json': { schema: shape.body } } } }),
    },
    responses: {
      ...Object.fromEntries(Object.entries(good).map(([status, description]) => [status, { description, ...content }])),
      default: { description: 'A problem, as RFC 9457 writes it', content: { 'application/problem+json': { schema: problem } } },
    },
  });
}
