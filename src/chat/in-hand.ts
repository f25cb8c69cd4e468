/** Work that goes on after a platform was answered. */
export interface Work {
  /** Notes work that is under way; it answers for its own errors. */
  track(doing: Promise<unknown>): void;
  /** Waits for what is under way. @param patienceMs what takes longer is left */
  drain(patienceMs: number): Promise<void>;
}

/** Keeps what is in hand, so that a shutdown lets it finish. */
export function trackWork(): Work {
  const inHand = new Set<Promise<unknown>>();
  return {
    track(doing) {
      inHand.add(doing);
      void doing.finally(() => inHand.delete(doing)).catch(() => {});
    },
    async drain(patienceMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, patienceMs);
      const all = async (): Promise<void> => { while (inHand.size > 0) await Promise.allSettled(inHand); };
      await Promise.race([all(), promise]);
      clearTimeout(timer);
    },
  };
}
