import type { ZodType } from 'zod';

/** The ways by which a person can be reached. */
export type Means = 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK';

/** What is to be said to one receiver, by whatever means. Plain text; each provider escapes for its own format. */
export interface Message {
  /** Stable for all attempts of one notification: e-mail's Message-ID, webhook's idempotency key. */
  key: string;
  /** The first line: `SEV1 redis-prod: Redis is down · INC-42 · answer by 03:09`, at most 90 characters. */
  headline: string;
  /** The rest, plain text with line breaks. */
  body: string;
  language: 'en' | 'fr';
  /** E-mail address, phone number, topic or URL. */
  to: string;
  /** One-tap acknowledge; only present when PUBLIC_URL is set and not loopback. */
  acknowledgeUrl?: string;
  incidentUrl?: string;
  /** The headline of a page in its parts, for whom 90 characters are too many or too few: only the title may be cut. */
  line?: { before: string; title: string; after: string };
  /** Present where the receiver may answer by telephone: `4` and this code acknowledges, `6` and this code passes it on. */
  replyCode?: string;
  /** Facts for structured formats (webhook JSON). */
  facts?: MessageFacts;
}
export interface MessageFacts {
  event: string;
  incident?: { id: string; short_id: string; title: string; severity: string; status: string; service: string; team: string; url?: string };
  person?: string;
  timestamp: string;
}

export interface Receipt {
  /** `accepted`: the vendor took it. `delivered`: the vendor says it arrived. */
  state: 'accepted' | 'delivered';
  /** The vendor's own id for the message. */
  id?: string;
  /** In plain words, for `/incident notifications`. */
  note?: string;
}

/** Not sent. `retry` is the verdict: try again later, or go on to the next means at once. */
export class Undeliverable extends Error {
  readonly retry: boolean;
  /** Seconds the vendor asked us to wait (Retry-After). */
  readonly retryAfterSeconds: number | undefined;
  constructor(message: string, verdict: { retry: boolean; retryAfterSeconds?: number; cause?: unknown }) {
    super(message, verdict.cause === undefined ? undefined : { cause: verdict.cause });
    this.name = 'Undeliverable';
    this.retry = verdict.retry;
    this.retryAfterSeconds = verdict.retryAfterSeconds;
  }
}

/** What a provider may use of the outside world. */
export interface Tools {
  /** Addresses an operator allowed (`IMAS_ALLOW_ADDRESSES`, CIDR); all other private ones are refused. */
  allowAddresses: readonly string[];
  /** Milliseconds for one call, all phases together. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Where Slack's Web API is, when the operator says so (`SLACK_API_URL`). */
  slackApiUrl?: string;
}

/** One file a vendor. Adding one is a file in `providers/` and a line in `providers.ts`. */
export interface Provider<S = unknown> {
  /** Validates the settings an admin gives; secret members carry `.meta({ secret: true })`. */
  settings: ZodType<S>;
  means: readonly Means[];
  /** @throws Undeliverable */
  send(message: Message, settings: S, tools: Tools): Promise<Receipt>;
}
