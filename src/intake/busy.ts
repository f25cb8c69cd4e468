/** Looked at so often, milliseconds: what was before is forgotten. */
const everyMs = 250;
/** Of its event loop's time. */
const share = 0.5;

/** Tells whether this process has been busy of late: more than half of the time since the last look, or of the one before. */
export function makeBusy(): () => boolean {
  let last = performance.eventLoopUtilization();
  let lookedAt = performance.now();
  let isBusy = false;
  return () => {
    if (performance.now() - lookedAt >= everyMs) {
      const now = performance.eventLoopUtilization();
      isBusy = performance.eventLoopUtilization(now, last).utilization > share;
      last = now;
      lookedAt = performance.now();
    }
    return isBusy;
  };
}
