import { randomUUID } from 'node:crypto';
import type { Sendable } from './sendable.ts';

/** An answer waits for so long; milliseconds. */
const lifeMs = 60 * 60_000;
const most = 200;

/** Answers that could not be given to anybody alone yet. */
export interface Later {
  /** @returns the short id of the button that shows it */
  keep(userId: string, answer: Sendable): string;
  /** The answer behind that id, for whom it is; undefined when it is gone. */
  find(id: string): { userId: string; answer: Sendable } | undefined;
}

/**
 * Private answers wait in memory, since there may be secrets in them, such as a new token; after a restart it says that they are
 * gone.
 */
export function answersForLater(now: () => number = () => performance.now()): Later {
  const waiting = new Map<string, { userId: string; answer: Sendable; since: number }>();
  return {
    keep(userId, answer) {
      const id = randomUUID();
      waiting.set(id, { userId, answer, since: now() });
      for (const [old, { since }] of waiting) if (waiting.size > most || now() - since > lifeMs) waiting.delete(old);
      return id;
    },
    find(id) {
      const found = waiting.get(id);
      return found === undefined || now() - found.since > lifeMs ? undefined : found;
    },
  };
}
