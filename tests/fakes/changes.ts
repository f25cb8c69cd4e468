/** Tells whoever waits that something changed. */
export interface Changes {
  changed(): void;
  /** Resolves with the first thing `look` finds, looking again after each change. Rejects after 15 s, naming `what` and what `seen` says. */
  until<T>(what: string, look: () => T | undefined | null | false, seen: () => string): Promise<T>;
}

const PATIENCE_MS = 15_000;

export function changes(): Changes {
  const waiting = new Set<() => void>();
  return {
    changed: () => [...waiting].forEach((lookAgain) => lookAgain()),
    until: (what, look, seen) => new Promise((resolve, reject) => {
      const end = () => {
        waiting.delete(lookAgain);
        clearTimeout(timer);
      };
      const lookAgain = () => {
        try {
          const found = look();
          if (found === undefined || found === null || found === false) return;
          end();
          resolve(found);
        } catch (error) {
          end();
          reject(error as Error);
        }
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`Waited 15 s in vain for ${what}. Seen: ${seen()}`));
      }, PATIENCE_MS);
      waiting.add(lookAgain);
      lookAgain();
    }),
  };
}
