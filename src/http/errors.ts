import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { AppError, invalid, unavailable } from '../errors.ts';
import { type Language, sayIn, type TextKey } from '../texts/say.ts';
import { type ProblemBody, Refused, problemResponse, statusOf } from './problem.ts';

/** Whoever reads the answer. */
export interface Reader { language: Language; timeZone: string; requestId: string }

/** Seconds after which a caller may try again when the database is away. */
const RETRY_AFTER = '5';

/** Turns whatever was thrown into problem+json in the reader's language. What is ours is logged, never shown. */
export function answerTo(error: unknown, reader: Reader, log: Logger): Response {
  const known = recognised(error);
  const say = sayIn(reader.language, reader.timeZone);
  if (known instanceof Refused) {
    return problemResponse({ title: say(known.title), status: known.status, detail: say(known.key, known.params), request_id: reader.requestId }, known.headers);
  }
  if (known instanceof AppError) {
    if (known.code === 'unavailable') log.warn({ err: error, requestId: reader.requestId }, 'unavailable');
    return problemResponse(bodyOf(known, reader), known.code === 'unavailable' ? { 'retry-after': RETRY_AFTER } : {});
  }
  log.error({ err: error, requestId: reader.requestId }, 'a request failed');
  return problemResponse({ title: say('http.failed'), status: 500, detail: say('http.unexpected'), request_id: reader.requestId });
}

/** Conflicts that have a name of their own. */
const titles: Partial<Record<TextKey, TextKey>> = {
  'errors.changed_meanwhile': 'http.changed', 'policies.changed_meanwhile': 'http.changed', 'schedules.taken': 'http.overlap', 'schedules.overridden': 'http.overlap',
};

function bodyOf(error: AppError, { language, timeZone, requestId }: Reader): ProblemBody {
  const say = sayIn(language, timeZone);
  const { hint, fields, detail } = error.extras;
  return {
    ...detail,
    title: say(titles[error.key] ?? `http.${error.code}`),
    status: statusOf[error.code],
    code: error.code,
    detail: say(error.key, error.params),
    request_id: requestId,
    ...(hint && { hint: say(hint.key, hint.params) }),
    ...(fields && { fields: Object.fromEntries(Object.entries(fields).map(([name, it]) => [name, say(it.key, it.params)])) }),
  };
}

function recognised(error: unknown): AppError | Refused | undefined {
  if (error instanceof Refused) return error;
  if (error instanceof HTTPException && error.status < 500) return new Refused(error.status, 'http.invalid', 'http.request_unreadable');
  return meaningOf(error);
}

/** What an error of the database or its connection means to whoever asked; undefined when it is a mistake of ours. */
export function meaningOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const codes = codesOf(error);
  if (codes.some(meansDatabaseDown)) return unavailable('errors.database_down', {}, { cause: error });
  // 22021 character_not_in_repertoire, 22P05 untranslatable_character: a NUL or half a surrogate pair.
  if (codes.some((code) => code === '22021' || code === '22P05')) return invalid('http.bad_characters', {}, { cause: error });
  return undefined;
}

/** The codes of an error and of what caused it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let it = error, depth = 0; typeof it === 'object' && it !== null && depth < 5; it = (it as Error).cause, depth += 1) {
    const { code, syscall } = it as { code?: unknown; syscall?: unknown };
    // ENOENT speaks of a file, except where a connection was tried: then the database's socket is missing.
    if (typeof code === 'string') codes.push(code === 'ENOENT' && syscall === 'connect' ? 'ECONNREFUSED' : code);
  }
  return codes;
}

const clientCodes = new Set(['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Codes of postgres.js and Node, and SQLSTATE classes 08 (connection), 53 (resources), 57P (the server stops or starts), 25006 (a standby). */
const meansDatabaseDown = (code: string): boolean => clientCodes.has(code) || /^(08...|53...|57P0\d|25006)$/.test(code);
