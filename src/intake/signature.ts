import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * True when `claimed` is the HMAC-SHA256 of these pieces, one after the other, in hex; compared in constant time.
 * A leading `sha256=` is forgiven.
 */
export function isSigned(claimed: string | undefined, secret: string, ...pieces: readonly (string | Uint8Array)[]): boolean {
  if (claimed === undefined) return false;
  const hmac = createHmac('sha256', secret);
  for (const piece of pieces) hmac.update(piece);
  const right = hmac.digest();
  const given = Buffer.from(claimed.trim().replace(/^sha256=/i, ''), 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}
