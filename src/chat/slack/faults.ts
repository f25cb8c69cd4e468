import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { networkCode } from '../network-code.ts';
import { PlatformFault } from '../platform-fault.ts';
import { verdictOn } from './verdicts.ts';

/** Where an app gets its token and its scopes, and is installed again. */
const appsUrl = 'https://api.slack.com/apps';

export interface FaultExtras { retryAfterSeconds?: number; needed?: string; cause?: unknown }

/**
 * A call of Slack's Web API that failed. `code` is Slack's own, or `network`, `timeout`, `unreachable`, `rate_limited`, `http_5xx`,
 * `http_4xx`, `bad_answer`.
 */
export class SlackFault extends PlatformFault {
  readonly platform = 'slack';
  /** With `missing_scope`: which. */
  readonly needed: string | undefined;

  constructor(method: string, code: string, { retryAfterSeconds, needed, cause }: FaultExtras = {}) {
    super({ method, code, verdict: verdictOn(code), params: { method, code, link: appsUrl, seconds: retryAfterSeconds ?? 0, needed: needed ?? '?' }, retryAfterSeconds, cause });
    this.name = 'SlackFault';
    this.needed = needed;
  }
}

/** An answer of a proxy that is no JSON arrives as Slack's `error`. */
const isCode = (text: unknown): text is string => typeof text === 'string' && /^[a-z0-9_.:-]{1,80}$/i.test(text);
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
  return new SlackFault(method, networkCode(error), { cause });
}
