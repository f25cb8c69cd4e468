import { type TextKey, type TextParams, sayIn } from '../texts/say.ts';
import { Undeliverable } from './provider.ts';

interface Verdict {
  /** Try again later (true), or go on to the next means at once (false). */
  retry: boolean;
  retryAfterSeconds?: number | undefined;
  /** The receiver's address itself was refused: mark it bad, do not try it for other messages. */
  badAddress?: boolean;
  cause?: unknown;
}

/**
 * An Undeliverable whose sentence can be said in the reader's language:
 * `message` is the English one, `key` and `params` serve `sayIn(language)`.
 */
export class Refusal extends Undeliverable {
  readonly key: TextKey;
  readonly params: TextParams;

  constructor(key: TextKey, params: TextParams, verdict: Verdict) {
    super(sayIn('en')(key, params), {
      retry: verdict.retry,
      ...(verdict.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: verdict.retryAfterSeconds }),
      ...(verdict.badAddress === undefined ? {} : { badAddress: verdict.badAddress }),
      ...(verdict.cause === undefined ? {} : { cause: verdict.cause }),
    });
    this.key = key;
    this.params = params;
  }
}
