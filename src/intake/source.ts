import type { AcknowledgeSignal, FireSignal, ResolveSignal, Signal } from '../domain/sources/signal.ts';

export type { AcknowledgeSignal, FireSignal, ResolveSignal, Signal };

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
  /** The 400 of a post of which nothing can be used, in the tool's own format. */
  refuse(error: BadPost): Answer;
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
