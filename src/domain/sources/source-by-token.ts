import { hashToken } from '../../secrets.ts';
import type { Directory, PreparedSource } from './directory.ts';

export type TokenVerdict =
  | { verdict: 'accepted'; source: PreparedSource }
  /** 403: the token is right, the source is switched off. */
  | { verdict: 'disabled'; source: PreparedSource }
  /** 401: unknown, expired, or another kind of source's; which of them is not told. */
  | { verdict: 'unknown' };

/**
 * Whose token is it? It is hashed whatever it is, and only hashes are compared, so the time taken says
 * nothing about tokens that exist (spec §14, §15).
 * @param kind the kind of source that the door is for; undefined when the door is for all
 * @param now to end tokens whose grace period is over
 */
export function sourceByToken(directory: Directory, token: string, kind: string | undefined, now: Date): TokenVerdict {
  const held = directory.tokens.get(hashToken(token));
  const source = held && (held.expiresAt === null || held.expiresAt > now.getTime()) ? directory.sources.get(held.sourceId) : undefined;
  if (!source || (kind !== undefined && source.kind !== kind)) return { verdict: 'unknown' };
  return source.isActive ? { verdict: 'accepted', source } : { verdict: 'disabled', source };
}
