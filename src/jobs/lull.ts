/** Milliseconds. */
const longestMs = 50;

export interface Lull {
  /** Asks somebody, and counts as asking until they answer. */
  ask<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /** Resolves once nobody is being asked, and after 50 ms at the latest: what is done then is done together. */
  come(): Promise<void>;
  isNow(): boolean;
}

export function makeLull(): Lull {
  let asking = 0;
  let next: { promise: Promise<void>; end(): void } | undefined;
  const begin = (): NonNullable<typeof next> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      clearTimeout(timer);
      next = undefined;
      resolve();
    };
    const timer = setTimeout(end, longestMs);
    return { promise, end };
  };
  return {
    async ask(work) {
      asking++;
      try {
        return await work();
      } finally {
        if (--asking === 0) next?.end();
      }
    },
    isNow: () => asking === 0,
    // The last answer of all has ended the wait before whoever got it comes to wait.
    come: async () => { if (asking > 0) await (next ??= begin()).promise; },
  };
}
