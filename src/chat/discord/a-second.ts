import type { Lane } from '../platform-fault.ts';

/** Discord takes fifty calls of a bot within a second, whatever they are about; on their way they may draw closer together. */
const windowMs = 1100;
/** Up to how many calls of the last second a lane may begin another: what people wait for goes first, and pages before all. */
const most: Readonly<Record<Lane, number>> = { page: 48, talk: 40, chores: 20 };

/** A turn within what Discord takes of a bot in a second. @returns 0 when it may call now, which then counts; else after how many milliseconds to ask again */
export type Turn = (lane: Lane) => number;

/** Counts the calls of all lanes together: a 429 for everything stops all of them, for a whole second at least. */
export function turnsOfSecond(now: () => number = () => performance.now()): Turn {
  const begun: number[] = [];
  return (lane) => {
    while (begun.length > 0 && begun[0]! <= now() - windowMs) begun.shift();
    const over = begun.length - most[lane];
    if (over >= 0) return Math.max(1, begun[over]! + windowMs - now());
    begun.push(now());
    return 0;
  };
}
