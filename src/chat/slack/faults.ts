import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { unavailable, type AppError } from '../../errors.ts';
import { sayIn, type Say, type TextKey, type TextParams } from '../../texts/say.ts';
import { verdictOn } from './verdicts.ts';

/** Where an app gets its token and its scopes, and is installed again. */
const appsUrl = 'https://api.slack.com/apps';

export interface FaultExtras { retryAfterSeconds?: number; needed?: string; cause?: unknown }

/** A call of Slack's Web API that failed; `message` is the English sentence, for logs. */
export class SlackFault extends Error {
  /** Slack's own code, or `network`, `timeout`, `unreachable`, `rate_limited`, `http_5xx`, `http_4xx`, `bad_answer`. */
  readonly code: string;
  readonly method: string;
  /** It may go well later; else go on to the next means at once. */
  readonly retry: boolean;
  /** Seconds that Slack asked us to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** The place was deleted or archived, or we were put out of it. */
  readonly gone: boolean;
  /** Slack may have carried it out although it did not say so. */
  readonly inDoubt: boolean;
  /** Nobody is reached until an administrator mends it. */
  readonly forAll: boolean;
  /** With `missing_scope`: which. */
  readonly needed: string | undefined;
  readonly key: TextKey;
  readonly params: TextParams;

  constructor(method: string, code: string, { retryAfterSeconds, needed, cause }: FaultExtras = {}) {
    const { said, retry = false, gone = false, inDoubt = false, forAll = false } = verdictOn(code);
    const params = { method, code, link: appsUrl, seconds: retryAfterSeconds ?? 0, needed: needed ?? '?' };
    super(sayIn('en')(said, params), cause === undefined ? undefined : { cause });
    this.name = 'SlackFault';
    this.code = code;
    this.method = method;
    this.retry = retry;
    this.retryAfterSeconds = retryAfterSeconds;
    this.gone = gone;
    this.inDoubt = inDoubt;
    this.forAll = forAll;
    this.needed = needed;
    this.key = said;
    this.params = params;
  }

  /** What is wrong and what to do, in the reader's language. */
  said(say: Say): string { return say(this.key, this.params); }
  /** For whoever asked for something that needed Slack. */
  asAppError(): AppError { return unavailable(this.key, this.params, { cause: this }); }
}

/** An answer of a proxy that is no JSON arrives as Slack's `error`. */
const isCode = (text: unknown): text is string => typeof text === 'string' && /^[a-z0-9_.:-]{1,80}$/i.test(text);
const codesOf = (error: unknown): string[] => {
  if (!(error instanceof Error)) return [];
  const inner = [error.cause, (error as { original?: unknown }).original, ...(error instanceof AggregateError ? error.errors : [])];
  return [error.name, String((error as NodeJS.ErrnoException).code), ...inner.flatMap(codesOf)];
};

/** What the client library threw, as one of ours. */
export function faultOf(method: string, error: unknown): SlackFault {
  if (error instanceof SlackFault) return error;
  // The library's errors name addresses and answers, never the token; as a cause they stay out of what people read.
  const cause = error;
  if (error instanceof WebAPIPlatformError) {
    const { error: code, needed } = error.data as { error: unknown; needed?: unknown };
    const after = error.data.response_metadata?.retryAfter;
    return new SlackFault(method, isCode(code) ? code : 'bad_answer', { cause, ...(typeof needed === 'string' ? { needed } : {}), ...(after === undefined ? {} : { retryAfterSeconds: after }) });
  }
  if (error instanceof WebAPIRateLimitedError) return new SlackFault(method, 'rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(error.retryAfter)), cause });
  if (error instanceof WebAPIHTTPError) return new SlackFault(method, error.statusCode >= 500 || error.statusCode === 408 ? 'http_5xx' : 'http_4xx', { cause });
  // A 429 without Retry-After is a plain Error of the library.
  if (error instanceof Error && error.message.startsWith('Retry header')) return new SlackFault(method, 'rate_limited', { retryAfterSeconds: 1, cause });
  const codes = codesOf(error);
  if (codes.includes('TimeoutError') || codes.includes('AbortError')) return new SlackFault(method, 'timeout', { cause });
  return new SlackFault(method, codes.some((code) => /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code)) ? 'unreachable' : 'network', { cause });
}
