import type { Failing } from '../domain/rooms/trouble.ts';
import { AppError } from '../errors.ts';
import type { TextKey, TextParams } from '../texts/say.ts';

/** What a platform's error says of itself, whatever its class. */
export interface Fault {
  /** It may go well later. */
  retry: boolean;
  /** Seconds that the platform asked us to wait. */
  retryAfterSeconds: number | undefined;
  /** The place was deleted or archived, or we were put out of it. */
  gone: boolean;
  /** Not about one place or person: nobody is reached there until an administrator mends it. */
  forAll: boolean;
  /** The platform's own; else it is a fault of ours, such as a card that cannot be drawn or a database that is away. */
  isTheirs: boolean;
  /** The platform's own name for it. */
  code: string;
  /** The English sentence, for logs. */
  message: string;
  /** The same, for people. */
  said: { key: TextKey; params: TextParams } | undefined;
}

/** Reads the members that platforms' errors carry. What says nothing of itself, such as a fault of our database, passes. */
export function faultOf(error: unknown): Fault {
  const { retry, retryAfterSeconds, gone, forAll, code, message, key, params } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Record<string, unknown>>;
  const passes = error instanceof AppError ? error.code === 'unavailable' : retry !== false;
  return {
    retry: passes,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
    gone: gone === true,
    forAll: forAll === true,
    // No error but a platform's says of itself whether it may pass.
    isTheirs: typeof retry === 'boolean',
    code: typeof code === 'string' ? code : 'unknown',
    message: typeof message === 'string' ? message : String(error),
    said: typeof key === 'string' ? { key: key as TextKey, params: (params ?? {}) as TextParams } : undefined,
  };
}

/** The person takes no direct messages there. */
export const isShut = ({ said }: Fault): boolean => said?.key === 'discord.closed';

/** A message, or a person, that is not there (any more). */
export const isNotThere = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found';

const isRate = ({ code }: Fault): boolean => code === 'rate_limited' || code === 'ratelimited' || code === 'guarded';

/** Does it show that a platform as a whole does not serve us? A 429, or a fault of ours, says neither that nor the opposite; undefined then. */
export function isAboutAll(fault: Fault): boolean | undefined {
  if (isRate(fault) || !fault.isTheirs) return undefined;
  // A missing scope spoils only what it is for.
  return fault.retry || (fault.forAll && fault.code !== 'missing_scope');
}

/** What a fault says of the place it befell. @param longest seconds of a wait that the platform may ask for before it is as good as away */
export const failingOf = (fault: Fault, longest: number): Failing => ({
  atOnce: !fault.retry || (fault.retryAfterSeconds ?? 0) > longest, forAll: isAboutAll(fault) === true, ...(fault.said === undefined ? {} : { said: fault.said }),
});
