import type { ZodType } from 'zod';
import type { Said } from '../domain/said.ts';
import type { TextKey, TextParams } from '../texts/say.ts';

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
  /** For a provider that serves several; its first one when absent. */
  means?: Means;
  /** One-tap acknowledge; only present when PUBLIC_URL is set and not loopback. */
  acknowledgeUrl?: string;
  /** What an answer says, where it is not that one incident is acknowledged: all of several, or that a test arrived. Then there is nothing to pass on. */
  answers?: 'all' | 'reached';
  incidentUrl?: string;
  /** The headline of a page in its parts, for whom 90 characters are too many or too few: only the title may be cut. */
  line?: { before: string; title: string; after: string };
  /** The receiver may acknowledge it or pass it on: by a key in a call … */
  answerable?: true;
  /** … and by SMS: `4` and this code acknowledges, `6` and this code passes it on. */
  replyCode?: string;
  /** Where no link can be sent: a signed word that acknowledges when it comes back by a way that the vendor offers and we read. */
  replyToken?: string;
  /** The vendor's id of what it was last told about this incident, to be changed instead of told anew. */
  earlier?: string;
  /** Facts for structured formats (webhook JSON). */
  facts?: MessageFacts;
}
export interface MessageFacts {
  event: string;
  incident?: { id: string; short_id: string; title: string; severity: string; status: string; service: string; team: string; url?: string; /** Who acknowledged or resolved it. */ by?: string };
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
  /** It was taken, and administrators should know something all the same. */
  warning?: { key: TextKey; params: TextParams };
  /** The vendor cannot tell us how it ends: ask by `outcome` after so many seconds. */
  askAfterSeconds?: number;
}
/** What came of a message that a vendor had taken. `failed`: the person was not reached. */
export interface Outcome {
  state: 'delivered' | 'failed';
  /** In the vendor's words, or … */
  why?: string;
  /** … in ours. */
  said?: Said;
  /** Nothing will arrive there later either. */
  badAddress?: true;
}
/** Something that came back by SMS. */
export interface Reply { id: string; /** With country code. */ from: string; text: string }

/** Not sent. `retry` is the verdict: try again later, or go on to the next means at once. */
export class Undeliverable extends Error {
  readonly retry: boolean;
  /** Seconds the vendor asked us to wait (Retry-After). */
  readonly retryAfterSeconds: number | undefined;
  /** The receiver's address itself was refused: it is marked bad and not tried for other messages. */
  readonly badAddress: boolean;
  constructor(message: string, verdict: { retry: boolean; retryAfterSeconds?: number; badAddress?: boolean; cause?: unknown }) {
    super(message, verdict.cause === undefined ? undefined : { cause: verdict.cause });
    this.name = 'Undeliverable';
    this.retry = verdict.retry;
    this.retryAfterSeconds = verdict.retryAfterSeconds;
    this.badAddress = verdict.badAddress ?? false;
  }
}

/** What a provider may use of the outside world. */
export interface Tools {
  /** Addresses an operator allowed (`IMAS_ALLOW_ADDRESSES`, CIDR); all other private ones are refused. */
  allowAddresses: readonly string[];
  /** Milliseconds for one call, all phases together. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** The address at which a vendor may tell us about the message of this key; absent without a public address. */
  callback?: (about: 'answer' | 'status' | 'machine', key: string) => string;
  /** Where Slack's Web API is, when the operator says so (`SLACK_API_URL`). */
  slackApiUrl?: string;
  /** Where Discord's API is, without its version, when the operator says so (`DISCORD_API_URL`). */
  discordApiUrl?: string;
}

/** Is it for people, set up as it is? Settings that do not parse say so when something is sent. */
export function forPeople(provider: Provider | undefined, settings: unknown): boolean {
  const parsed = provider?.settings.safeParse(settings);
  return provider?.reachesPeople === undefined || !parsed!.success || provider.reachesPeople(parsed!.data);
}

/** One file a vendor. Adding one is a file in `providers/` and a line in `providers.ts`. */
export interface Provider<S = unknown> {
  /** Validates the settings an admin gives; secret members carry `.meta({ secret: true })`. */
  settings: ZodType<S>;
  means: readonly Means[];
  /** @throws Undeliverable */
  send(message: Message, settings: S, tools: Tools): Promise<Receipt>;
  /** What came back by SMS since an instant, without those of `seen`; undefined where it is told and not asked for, or cannot come. @throws Undeliverable */
  smsReplies?(settings: S, since: Date, seen: ReadonlySet<string>, tools: Tools): Promise<Reply[] | undefined>;
  /** How a message ended, by the vendor's id for it; undefined while it has not. @throws Undeliverable */
  outcome?(receiptId: string, settings: S, tools: Tools): Promise<Outcome | undefined>;
  /** May a person be reached with these settings, or are they for what is told to nobody in particular? Absent: yes. */
  reachesPeople?(settings: S): boolean;
  /** What came back by the vendor's own way since a mark that this call gave before (empty: all there is). @throws Undeliverable */
  taps?(settings: S, since: string, tools: Tools): Promise<{ texts: readonly string[]; since: string }>;
}
