import type { ErrorCode } from '../errors.ts';
import { type Language, type TextKey, type TextParams, sayIn } from '../texts/say.ts';

/** What HTTP alone refuses, before any verb is asked. */
export class Refused extends Error {
  readonly status: number;
  readonly title: TextKey;
  readonly key: TextKey;
  readonly params: TextParams;
  readonly headers: Record<string, string>;

  constructor(status: number, title: TextKey, key: TextKey, params: TextParams = {}, headers: Record<string, string> = {}) {
    super(sayIn('en')(key, params));
    this.name = 'Refused';
    this.status = status;
    this.title = title;
    this.key = key;
    this.params = params;
    this.headers = headers;
  }
}

/** Nothing is there. What could be a token in the address is not repeated. */
export const noRoute = (method: string, path: string) => new Refused(404, 'http.not_found', 'http.no_route', { method, path: path.slice(0, 200).replace(/[a-z0-9]{32,}/gi, '…') });
export const tooLarge = (max: number) => new Refused(413, 'http.too_large', 'http.body_too_large', { max }, { connection: 'close' });
/** @param seconds until it may be tried again */
export const tooMany = (seconds: number) => new Refused(429, 'http.too_many', 'http.slow_down', { n: seconds }, { 'retry-after': String(seconds) });

export const statusOf: Record<ErrorCode, number> = { invalid: 400, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, unavailable: 503 };

/** The body of every refusal (RFC 9457). */
export interface ProblemBody {
  title: string;
  status: number;
  detail: string;
  request_id: string;
  code?: string;
  hint?: string;
  fields?: Record<string, string>;
  [member: string]: unknown;
}

/** A problem as an answer. */
export function problemResponse(body: ProblemBody, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status: body.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers } });
}

/** The language a browser asks for, as far as we speak it. @param header `Accept-Language` */
export function acceptedLanguage(header: string | undefined, otherwise: Language): Language {
  const first = header?.split(',', 1)[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('fr') ? 'fr' : first.startsWith('en') ? 'en' : otherwise;
}
