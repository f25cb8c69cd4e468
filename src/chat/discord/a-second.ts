import type { Lane } from '../platform-fault.ts';

/** Discord takes fifty calls of a bot within a second, whatever they are about; on their way they may draw closer together. */
const windowMs = 1100;
/** What goes before what: pages, then messages, which nobody has read yet, then what changes or furnishes what stands there, then housekeeping. */
export type Rank = Lane | 'message';
/** Up to how many calls of the last second another of that rank may begin: each leaves room for those before it. */
const most: Readonly<Record<Rank, number>> = { page: 48, message: 45, talk: 26, chores: 14 };
/** So many of its own a rank always has while there is room for messages: a flood of these stops nothing else for good. */
const least: Readonly<Record<Rank, number>> = { page: 0, message: 0, talk: 6, chores: 3 };

/** A turn within what Discord takes of a bot in a second. @returns 0 when it may call now, which then counts; else after how many milliseconds to ask again */
export type Turn = (rank: Rank) => number;

/** Counts the calls of all ranks together: a 429 for everything stops all of them, for a whole second at least. */
export function turnsOfSecond(now: () => number = () => performance.now()): Turn {
  const begun: { at: number; rank: Rank }[] = [];
  /** Milliseconds until fewer than so many of these are of the last second. */
  const until = (calls: readonly { at: number }[], fewer: number): number => (calls.length < fewer ? 0 : fewer === 0 ? Infinity : Math.max(1, calls[calls.length - fewer]!.at + windowMs - now()));
  return (rank) => {
    while (begun.length > 0 && begun[0]!.at <= now() - windowMs) begun.shift();
    const own = Math.max(until(begun.filter((one) => one.rank === rank), least[rank]), until(begun, most.message));
    const ms = Math.min(until(begun, most[rank]), own);
    if (ms === 0) begun.push({ at: now(), rank });
    return ms;
  };
}
