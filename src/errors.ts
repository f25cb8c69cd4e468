import type { TextKey, TextParams } from './texts/say.ts';
import { sayIn } from './texts/say.ts';

/** What went wrong, in the one vocabulary that every edge (HTTP, chat, command line) translates once. */
export type ErrorCode = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'unavailable';

export interface ErrorExtras {
  /** A second sentence: what to do or to type instead. */
  hint?: { key: TextKey; params?: TextParams };
  /** Field name → what is wrong with it; drawn beside the field of a form. */
  fields?: Record<string, { key: TextKey; params?: TextParams }>;
  /** Machine-readable members that the API adds to its problem body, such as `acknowledged_by`. */
  detail?: Record<string, unknown>;
  cause?: unknown;
}

/**
 * An error a person can act on. It carries a text key, not a sentence, so that
 * each edge can say it in the reader's language; `message` is the English one, for logs.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly key: TextKey;
  readonly params: TextParams;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, key: TextKey, params: TextParams = {}, extras: ErrorExtras = {}) {
    super(sayIn('en')(key, params), extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'AppError';
    this.code = code;
    this.key = key;
    this.params = params;
    this.extras = extras;
  }
}

export const invalid = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('invalid', key, params, extras);
export const unauthenticated = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('unauthenticated', key, params, extras);
export const forbidden = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('forbidden', key, params, extras);
export const notFound = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('not_found', key, params, extras);
export const conflict = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('conflict', key, params, extras);
export const unavailable = (key: TextKey, params?: TextParams, extras?: ErrorExtras) => new AppError('unavailable', key, params, extras);
