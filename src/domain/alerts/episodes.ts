/**
 * Which episodes a fingerprint has had, as a function of what was said about it. Pure.
 *
 * An episode is known by its start. A firing signal of another start while one is open is taken for a repeat
 * (the earliest start stays), because restarted and paired monitors say the same thing with other starts. If it
 * then turns out that the first had ended before the other began, the two are told apart again: so neither
 * repetition nor any order that keeps each episode's fire before its resolve changes what is known in the end.
 */
export interface Episode {
  /** Row id; undefined while it is new. */
  id?: number;
  startedAt: number;
  /** Later starts that were taken for repeats, ascending. */
  otherStarts: number[];
  endedAt: number | undefined;
  /** Firing signals since it was loaded. */
  repeats: number;
  /** Something other than `repeats` differs from the row. */
  isChanged: boolean;
  /** Which firing signal a new one came from: its index in the batch. */
  origin: number | undefined;
  /** Row id of the episode that it was told apart from. */
  splitFrom?: number;
}

/** A firing signal. @param startedAt undefined when the tool does not say: then it begins at receipt */
export function fire(episodes: Episode[], signal: { startedAt: number | undefined; receivedAt: number; index: number }): 'new' | 'repeat' {
  const { startedAt } = signal;
  const open = episodes.find((episode) => episode.endedAt === undefined);
  if (startedAt === undefined) {
    if (open) return repeat(open);
    episodes.push(begin(signal.receivedAt, signal.index));
    return 'new';
  }
  const known = episodes.find((episode) => episode.startedAt === startedAt || episode.otherStarts.includes(startedAt));
  if (known) return repeat(known);
  if (open) {
    const starts = [open.startedAt, ...open.otherStarts, startedAt].sort((a, b) => a - b);
    open.startedAt = starts[0]!;
    open.otherStarts = starts.slice(1, 20);
    open.isChanged = true;
    return repeat(open);
  }
  episodes.push(begin(startedAt, signal.index));
  return 'new';
}

/**
 * A resolving signal. Without a start it ends whatever is open; with one, the episode of that start, or an open
 * one that began before the given end (its own fire was lost). An unknown one changes nothing.
 * @returns whether something ended now
 */
export function resolve(episodes: Episode[], signal: { startedAt: number | undefined; endedAt: number | undefined; receivedAt: number }): boolean {
  const open = episodes.find((episode) => episode.endedAt === undefined);
  const end = Math.min(signal.endedAt ?? signal.receivedAt, signal.receivedAt);
  const { startedAt } = signal;
  const known = startedAt === undefined ? undefined : episodes.find((episode) => episode.startedAt === startedAt || episode.otherStarts.includes(startedAt));
  const target = known ?? (open !== undefined && (startedAt === undefined || open.startedAt <= end) ? open : undefined);
  if (!target) return false;

  const was = target.endedAt;
  // What began after this end was an episode of its own.
  const later = startedAt === undefined ? [] : target.otherStarts.filter((start) => start > end);
  if (later.length > 0) {
    target.otherStarts = target.otherStarts.filter((start) => start <= end);
    // What was told apart in this same batch has no row yet: the one that is copied is its parent's.
    const splitFrom = target.id ?? target.splitFrom;
    episodes.push({ ...begin(later[0]!, target.origin), otherStarts: later.slice(1), endedAt: was === undefined ? undefined : Math.max(was, later[0]!), ...(splitFrom === undefined ? {} : { splitFrom }) });
  }
  const own = startedAt === undefined || startedAt === target.startedAt;
  const ended = Math.max(end, target.startedAt);
  // Its own end outranks the end of a start that was taken for a repeat.
  if (was === undefined || (own && was !== ended && startedAt !== undefined) || later.length > 0) {
    target.endedAt = ended;
    target.isChanged = true;
  }
  return was === undefined;
}

const begin = (startedAt: number, origin: number | undefined): Episode => ({ startedAt, otherStarts: [], endedAt: undefined, repeats: 0, isChanged: true, origin });
const repeat = (episode: Episode): 'repeat' => {
  episode.repeats++;
  return 'repeat';
};
