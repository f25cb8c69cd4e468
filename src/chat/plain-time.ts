import type { Say } from '../texts/say.ts';
import { harmless } from './harmless.ts';

/** Seconds since 1970, or undefined when the text is no instant. */
export const secondsOf = (iso: string): number | undefined => (Number.isNaN(Date.parse(iso)) ? undefined : Math.floor(Date.parse(iso) / 1000));

/** An instant as words, in the zone of `say`'s reader, for where a platform cannot show it in each reader's own. */
export function plainTime(iso: string, say: Say): string {
  const at = secondsOf(iso);
  return at === undefined ? harmless(iso) : say('chat.instant', { at: new Date(at * 1000).toISOString() });
}
