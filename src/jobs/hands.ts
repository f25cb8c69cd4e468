import { atMostEvery } from '../chat/at-most-every.ts';

/** Just woken, or just done: it may be looking at this moment, and what comes now may escape it. Milliseconds. */
const lookMs = 50;
/**
 * Where jobs follow each other closely, those of so many milliseconds are looked for together: from then on they share each
 * statement on their way. The first after a rest waits for nothing, and pages never do.
 */
const beats: Readonly<Record<string, number>> = { chat: 60, afar: 60, chores: 60 };

/** One who works on a queue. */
export interface Hand { queue: string; id: string; isBusy: boolean; /** By the monotonic clock, milliseconds. */ awakeAt: number }

export interface Hands {
  add(queue: string): Hand;
  /** A job has come: one who has nothing to do looks for it; if there is none, all do when they are done. @returns whether anybody here works on that queue */
  wakeOne(queue: string): boolean;
  wakeAll(queue: string): void;
  /** A batch is being worked on. @param isFull there may be more, and others look */
  busy<T>(hand: Hand, isFull: boolean, work: () => Promise<T>): Promise<T>;
}

/** Who is to look for new jobs: everybody looking for each one costs the database more than the job. @param wake the one with this id @param beatMs by queue */
export function makeHands(wake: (id: string) => void, beatMs: Readonly<Record<string, number>> = beats): Hands {
  const all: Hand[] = [];
  const wakeThis = (hand: Hand): void => {
    hand.awakeAt = performance.now();
    wake(hand.id);
  };
  const wakeAll = (queue: string): void => { for (const hand of all) if (hand.queue === queue) wakeThis(hand); };
  const wakeNext = (queue: string): void => {
    const before = performance.now() - lookMs;
    const free = all.find((hand) => hand.queue === queue && !hand.isBusy && hand.awakeAt < before);
    if (free === undefined) wakeAll(queue);
    else wakeThis(free);
  };
  const inBeat = new Map<string, () => void>();
  const wakeOne = (queue: string): boolean => {
    const ms = beatMs[queue];
    if (ms !== undefined && !inBeat.has(queue)) inBeat.set(queue, atMostEvery(ms, () => wakeNext(queue)).soon);
    (inBeat.get(queue) ?? wakeNext)(queue);
    return all.some((hand) => hand.queue === queue);
  };
  return {
    add(queue) {
      const hand: Hand = { queue, id: '', isBusy: false, awakeAt: -Infinity };
      all.push(hand);
      return hand;
    },
    wakeOne, wakeAll,
    async busy(hand, isFull, work) {
      hand.isBusy = true;
      if (isFull) wakeOne(hand.queue);
      try {
        return await work();
      } finally {
        hand.isBusy = false;
        hand.awakeAt = performance.now();
      }
    },
  };
}
