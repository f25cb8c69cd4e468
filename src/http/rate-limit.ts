/** Counts one try for a key. @returns 0 when it is allowed, else the seconds to wait */
export type RateLimit = (key: string) => number;

/** More keys than this at once forget the oldest: a flood of addresses must not fill the memory. */
const MOST_KEYS = 20_000;

/**
 * So many tries a key in a window that begins with its first one. Counted in this process:
 * with N replicas somebody may try N times as often.
 * @param now milliseconds, never going back
 */
export function rateLimit({ max, perMs, now = () => performance.now() }: { max: number; perMs: number; now?: () => number }): RateLimit {
  const windows = new Map<string, { until: number; count: number }>();
  return (key) => {
    const at = now();
    const known = windows.get(key);
    if (known && known.until > at) {
      known.count += 1;
      return known.count > max ? Math.max(1, Math.ceil((known.until - at) / 1000)) : 0;
    }
    windows.delete(key);
    windows.set(key, { until: at + perMs, count: 1 });
    if (windows.size > MOST_KEYS) windows.delete(windows.keys().next().value!);
    return 0;
  };
}
