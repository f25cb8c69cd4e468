import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerInHtml } from '../faults.ts';
import { optional, readArguments } from './arguments.ts';
import type { Methods } from './api/method.ts';
import type { Faults } from './faults.ts';
import type { Rates } from './rates.ts';
import { Refusal } from './refusal.ts';
import type { Json, Workspace } from './state.ts';

/** One call of the Web API; `answer` is absent while it is under way and where none was given. */
export interface Call { method: string; args: Json; at: number; status: number | undefined; answer: Json | undefined }
export interface Api { world: Workspace; bot: Methods; app: Methods; faults: Faults; rates: Rates | undefined; calls: Call[] }

/** Answers POST and GET /api/{method}, and keeps it in `calls`. */
export async function answerCall(api: Api, method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call: Call = { method, args: {}, at: Date.now(), status: undefined, answer: undefined };
  const reply = (status: number, answer: Json, headers: Record<string, string> = {}) => {
    call.status = status;
    call.answer = answer;
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(answer));
    api.world.changes.changed();
  };
  const tooMany = (seconds: number | null) => reply(429, { ok: false, error: 'ratelimited' }, seconds === null ? {} : { 'retry-after': String(seconds) });
  let args: Json;
  try {
    args = await readArguments(request);
  } catch (error) {
    return reply(200, { ok: false, error: error instanceof Refusal ? error.code : 'invalid_json' });
  }
  const { token: _token, ...rest } = args;
  call.args = rest;
  api.calls.push(call);
  api.world.changes.changed();
  const fault = api.faults.next(method, rest);
  if (fault?.reset) return void response.socket?.resetAndDestroy();
  if (fault?.hang) return;
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
  if (fault?.html) {
    call.status = fault.status ?? 200;
    return answerInHtml(response, call.status);
  }
  if (fault?.retryAfter !== undefined) return tooMany(fault.retryAfter);
  if (fault?.error !== undefined) return reply(fault.status ?? 200, { ok: false, error: fault.error });
  if (fault?.status !== undefined) return reply(fault.status, {});
  const wait = api.rates?.secondsToWait(method, rest) ?? 0;
  if (wait > 0) return tooMany(wait);
  const answer = carryOut(api, method, tokenOf(request, args), rest);
  if (!fault?.loseAnswer) return reply(200, answer, { 'x-oauth-scopes': [...api.world.scopes].join(',') });
  call.answer = answer;
  response.socket?.resetAndDestroy();
  api.world.changes.changed();
}

function tokenOf(request: IncomingMessage, args: Json): string | undefined {
  return request.headers.authorization?.match(/^Bearer (.+)$/)?.[1] ?? optional(args, 'token');
}

function carryOut({ world, bot, app }: Api, method: string, token: string | undefined, args: Json): Json {
  const known = bot[method] ?? app[method];
  if (!known) return { ok: false, error: 'unknown_method', req_method: method };
  if (token === undefined) return { ok: false, error: 'not_authed' };
  const whose = token === world.botToken ? 'bot' : token === world.appToken ? 'app' : undefined;
  if (!whose) return { ok: false, error: 'invalid_auth' };
  if (world.tokens[whose] === 'revoked') return { ok: false, error: 'token_revoked' };
  if (known !== (whose === 'bot' ? bot : app)[method]) return { ok: false, error: 'not_allowed_token_type' };
  try {
    return { ok: true, ...known(world, args) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: error.code, ...error.extra };
  }
}
