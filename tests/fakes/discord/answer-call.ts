import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerInHtml, type CallFault, type PlannedFaults } from '../faults.ts';
import type { Rates } from './rates.ts';
import { readRequest } from './read-request.ts';
import { Refusal, refuseRoute, refuseToken } from './refusal.ts';
import type { Routes } from './rest/route.ts';
import { findRoute } from './rest/routes.ts';
import type { Attachment, Json, World } from './state.ts';

/** One request to the REST API; `status` is absent while it is under way and where no answer was given. */
export interface Call { method: string; path: string; /** As `POST /channels/:channel/messages`. */ route: string; query: Record<string, string>; body: Json; files: Attachment[]; reason: string | undefined; at: number; status: number | undefined; answer: unknown }
export interface Fault extends CallFault {
  /** A JSON error code with its words, with `status` or 400. */
  code?: number;
  message?: string;
  /** The 429 is the whole bot's, not the bucket's. */
  isGlobal?: boolean;
}
export interface Api { world: World; routes: Routes; faults: PlannedFaults<Fault>; rates: Rates; isRated: boolean; calls: Call[] }

/** Whether a token is needed: answers to interactions and webhooks carry their own. */
const isOpen = (path: string): boolean => /^\/(interactions|webhooks)\/\d+\/[^/]+/.test(path);

/** Answers one request below /api/v10, and keeps it in `calls`. */
export async function answerCall(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = api;
  const url = new URL(request.url ?? '', world.origin);
  const path = url.pathname.replace(/^\/api(\/v10)?/, '');
  const line = `${request.method} ${path}`;
  const found = findRoute(line, api.routes);
  const call: Call = { method: request.method ?? '', path, route: found?.route ?? line, query: Object.fromEntries(url.searchParams), body: {}, files: [], reason: reasonOf(request), at: Date.now(), status: undefined, answer: undefined };
  const reply = (status: number, answer: unknown, headers: Record<string, string> = {}): void => {
    Object.assign(call, { status, answer });
    response.writeHead(status, { ...(answer !== undefined && { 'content-type': 'application/json' }), ...headers }).end(answer === undefined ? undefined : JSON.stringify(answer));
    world.changes.changed();
  };
  const tooMany = (seconds: number | null, isGlobal: boolean, headers: Record<string, string> = {}): void =>
    reply(429, { message: 'You are being rate limited.', retry_after: seconds ?? 1, global: isGlobal }, { ...headers, ...(seconds !== null && { 'retry-after': String(Math.ceil(seconds)) }), ...(isGlobal && { 'x-ratelimit-global': 'true' }), 'x-ratelimit-scope': isGlobal ? 'global' : 'user', via: '1.1 fake' });
  const refused = (error: unknown, headers: Record<string, string> = {}): void => {
    if (!(error instanceof Refusal)) throw error;
    reply(error.status, error.body, headers);
  };
  api.calls.push(call);
  try {
    Object.assign(call, await readRequest(request, world.newId));
  } catch (error) {
    return refused(error);
  }
  world.changes.changed();
  const fault = api.faults.next(line, call.body);
  if (fault?.reset) return void response.socket?.resetAndDestroy();
  if (fault?.hang) return;
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
  if (fault?.html) {
    call.status = fault.status ?? 200;
    return answerInHtml(response, call.status);
  }
  if (fault?.retryAfter !== undefined) return tooMany(fault.retryAfter, fault.isGlobal === true);
  if (fault?.code !== undefined) return reply(fault.status ?? 400, { message: fault.message ?? 'Fault on demand', code: fault.code });
  if (fault?.status !== undefined) return reply(fault.status, { message: String(fault.status), code: 0 });
  const verdict = api.rates.judge({ route: call.route, params: found?.params ?? {}, body: call.body }, api.isRated);
  if (verdict.wait > 0) return tooMany(verdict.wait, verdict.scope === 'global', verdict.headers);
  try {
    if (!isOpen(path) && (request.headers.authorization !== `Bot ${world.token}` || !world.isTokenValid)) refuseToken();
    if (!found) refuseRoute();
    const answer = found.handle!({ world, params: found.params, query: url.searchParams, body: call.body, files: call.files });
    if (!fault?.loseAnswer) return reply(answer === undefined ? 204 : 200, answer, verdict.headers);
    call.answer = answer;
    response.socket?.resetAndDestroy();
    world.changes.changed();
  } catch (error) {
    refused(error, verdict.headers);
  }
}

function reasonOf(request: IncomingMessage): string | undefined {
  const reason = request.headers['x-audit-log-reason'];
  return typeof reason === 'string' ? decodeURIComponent(reason) : undefined;
}
