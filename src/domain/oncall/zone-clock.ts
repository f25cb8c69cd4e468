/** A zone keeps one offset (milliseconds east of UTC) from an instant until another. */
interface Stretch { from: number; to: number; offset: number }

const dayMs = 86_400_000;
/** By zone, in order of time. Asking the zone database anew costs twenty times what looking here does. */
const known = new Map<string, Stretch[]>();

/**
 * What the clock of a zone shows at an instant, as the epoch milliseconds that UTC would have when its clock shows the
 * same: two of these can be compared, and days added, by plain arithmetic.
 * @throws RangeError for an unknown zone
 */
export const localAt = (zone: string, instant: number): number => instant + stretchAt(zone, instant).offset;

/**
 * The instant at which the clock of a zone shows a local time (see `localAt`). As Temporal's `compatible`: of a doubled
 * time the first, and one that is skipped in spring comes as much later as is skipped.
 * @throws RangeError for an unknown zone
 */
export function instantOf(zone: string, local: number): number {
  // No zone is a day away from UTC.
  let stretch = stretchAt(zone, local - dayMs);
  for (;;) {
    const instant = local - stretch.offset;
    if (instant < stretch.to) return instant;
    const next = stretchAt(zone, stretch.to);
    if (local - next.offset < next.from) return instant;
    stretch = next;
  }
}

function stretchAt(zone: string, instant: number): Stretch {
  let stretches = known.get(zone);
  if (stretches === undefined) known.set(zone, stretches = []);
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.to <= instant) low = middle + 1;
    else high = middle;
  }
  const found = stretches[low];
  if (found !== undefined && found.from <= instant) return found;
  const made = readStretch(zone, instant);
  stretches.splice(low, 0, made);
  return made;
}

function readStretch(zone: string, instant: number): Stretch {
  const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // The transition before an instant excludes the instant itself.
  const from = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
  const to = there.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { from, to, offset: there.offsetNanoseconds / 1e6 };
}
