/**
 * What one kind of monitoring tool must know to speak to us. A source is pure:
 * bytes in, signals out; it never touches the database, the clock or the network.
 * Adding one is a file in `sources/` (its name is the URL segment) and a line in `sources.ts`.
 */
export interface RawPost {
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** Path segments after `/webhooks/<kind>/` or after the `/v2/` door, without the token. */
  path: readonly string[];
  query: Readonly<Record<string, string>>;
  /** The raw bytes: signatures are computed over these. */
  bytes: Uint8Array;
  /** The parsed JSON, already cleaned (depth ≤ 32, NUL and lone surrogates replaced). */
  body: unknown;
  receivedAt: Date;
}

/** How this source's owner set it up, as far as a reader needs it. */
export interface SourceSettings {
  /** Shared secret for HMAC signatures (Sentry, Grafana); absent means no signature is demanded. */
  secret?: string;
}

export interface FireSignal {
  kind: 'fire';
  /** The tool's own identity of the problem, or our hash; at most 255 characters. */
  fingerprint: string;
  name: string;
  description: string;
  /** The severity word as the tool said it, lower-case; undefined when it said none. */
  severityWord: string | undefined;
  /** A service named outside the labels (custom `service`, PagerDuty `component`), tried before labels. */
  service: string | undefined;
  team: string | undefined;
  labels: ReadonlyMap<string, string>;
  url: string | undefined;
  runbookUrl: string | undefined;
  dashboardUrl: string | undefined;
  /** Undefined when the tool did not say, or said nonsense: the receipt time counts then. */
  startedAt: Date | undefined;
  /** The tool's own grouping (Alertmanager, Grafana `groupKey`). */
  groupRef: string | undefined;
  /** What had to be cut, cleaned or guessed, in short English phrases. Shown on the alert. */
  notes: readonly string[];
}
export interface ResolveSignal {
  kind: 'resolve';
  fingerprint: string;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
}
export interface AcknowledgeSignal { kind: 'acknowledge'; fingerprint: string; by: string | undefined }
/** Everything of this group is over, shown in the body or not (Alertmanager truncates). */
export interface ResolveGroupSignal { kind: 'resolveGroup'; groupRef: string; endedAt: Date | undefined }
export type Signal = FireSignal | ResolveSignal | AcknowledgeSignal | ResolveGroupSignal;

/** One element of a body that could not be used; the others are. */
export interface Rejected { index: number; field: string; reason: string }

export interface Reading { signals: Signal[]; rejected: Rejected[] }

/** What became of a post, for the answer in the tool's own format. */
export interface Outcome { accepted: number; rejected: readonly Rejected[]; requestId: string; dedupKeys: readonly string[] }
export interface Answer { status: number; body: unknown }

export interface Source {
  /** Throws BadPost when nothing of the body can be used. */
  read(post: RawPost): Reading;
  /** True when the tool's own signature is right, or none is demanded. The token was checked before. */
  authenticate(post: Pick<RawPost, 'headers' | 'bytes'>, settings: SourceSettings): boolean;
  answer(outcome: Outcome): Answer;
  /** The configuration to paste into the tool, finished, with address and token filled in. */
  snippet(at: { url: string; token: string; name: string }): string;
}

/** Nothing of this body can be used: 400 with the field that is at fault. */
export class BadPost extends Error {
  readonly field: string;
  constructor(field: string, reason: string) {
    super(reason);
    this.name = 'BadPost';
    this.field = field;
  }
}
