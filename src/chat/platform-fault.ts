import type { FarPlatform } from '../queue.ts';
import { unavailable, type AppError } from '../errors.ts';
import { sayIn, type Say, type TextKey, type TextParams } from '../texts/say.ts';

/** Whose call goes first: a page before what people read, that before housekeeping. */
export type Lane = 'page' | 'talk' | 'chores';

/** What a platform's code means. */
export interface Verdict {
  said: TextKey;
  /** It may go well by itself later. */
  retry?: true;
  /** The place cannot be written to any more. */
  gone?: true;
  /** The platform may have done it all the same. */
  inDoubt?: true;
  /** Nobody is reached until an administrator mends it. */
  forAll?: true;
}

/** A call of a platform that failed; `message` is the English sentence, for logs. */
export abstract class PlatformFault extends Error {
  abstract readonly platform: FarPlatform;
  /** The platform's own code, or ours such as `network`, `timeout`, `unreachable`, `rate_limited`. */
  readonly code: string;
  readonly method: string;
  /** It may go well later; else go on to the next means at once. */
  readonly retry: boolean;
  /** Seconds that the platform asked us to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** The place was deleted or archived, or we were put out of it. */
  readonly gone: boolean;
  /** The platform may have carried it out although it did not say so. */
  readonly inDoubt: boolean;
  /** Nobody is reached until an administrator mends it. */
  readonly forAll: boolean;
  readonly key: TextKey;
  readonly params: TextParams;

  constructor(what: { method: string; code: string; verdict: Verdict; params: TextParams; retryAfterSeconds?: number | undefined; cause?: unknown }) {
    const { verdict, params, cause } = what;
    super(sayIn('en')(verdict.said, params), cause === undefined ? undefined : { cause });
    this.code = what.code;
    this.method = what.method;
    this.retry = verdict.retry ?? false;
    this.retryAfterSeconds = what.retryAfterSeconds;
    this.gone = verdict.gone ?? false;
    this.inDoubt = verdict.inDoubt ?? false;
    this.forAll = verdict.forAll ?? false;
    this.key = verdict.said;
    this.params = params;
  }

  /** What is wrong and what to do, in the reader's language. */
  said(say: Say): string { return say(this.key, this.params); }
  /** For whoever asked for something that needed the platform. */
  asAppError(): AppError { return unavailable(this.key, this.params, { cause: this }); }
}

/** This call was certainly not carried out, and may be when its turn comes. */
export const isPutOff = ({ retry, inDoubt }: PlatformFault): boolean => retry && !inDoubt;
