import { createHash } from 'node:crypto';

/** Signs that take no room and that Discord keeps: two bits each. */
const unseen = ['\u200b', '\u200c', '\u200d', '\u2060'] as const;
const length = 20;

/** A key as a mark that nobody sees: Discord's messages and channels have no place of their own for one. */
export function markOf(key: string): string {
  const bytes = createHash('sha256').update(key).digest();
  return Array.from({ length }, (_, at) => unseen[(bytes[at >> 2]! >> ((at & 3) * 2)) & 3]!).join('');
}

/** A key as a nonce, of which Discord takes 25 characters. */
export const nonceOf = (...key: readonly string[]): string => createHash('sha256').update(JSON.stringify(key)).digest('base64url').slice(0, 24);
