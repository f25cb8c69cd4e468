import type { Logger } from 'pino';

export interface Rounds {
  /** A round is wanted: at once after a rest, else when it is time. */
  soon(): void;
  /** No round begins before that. */
  rest(ms: number): void;
  /** Begins no more, and waits for the one that runs. */
  stop(): Promise<void>;
}

/** Work in rounds: one at a time, `pauseMs` between their beginnings; many wishes meanwhile become one. */
export function inRounds({ pauseMs, log, work }: { pauseMs: number; log: Logger; work: () => Promise<void> }): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wanted = false;
  let isStopped = false;
  let notBefore = 0;
  const run = (): void => {
    timer = undefined;
    wanted = false;
    notBefore = performance.now() + pauseMs;
    running = work().catch((error: unknown) => log.warn({ err: error }, 'a round of housekeeping in Slack failed')).finally(() => {
      running = undefined;
      if (wanted) soon();
    });
  };
  const soon = (): void => {
    wanted = true;
    if (isStopped || timer !== undefined || running !== undefined) return;
    timer = setTimeout(run, Math.max(0, notBefore - performance.now())).unref();
  };
  return {
    soon,
    rest(ms) { notBefore = Math.max(notBefore, performance.now() + ms); },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
