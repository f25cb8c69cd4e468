/** Just woken, or just done: it may be looking at this moment, and what comes now may escape it. Milliseconds. */
const lookMs = 50;

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

/** Who is to look for new jobs: everybody looking for each one costs the database more than the job. @param wake the one with this id */
export function makeHands(wake: (id: string) => void): Hands {
  const all: Hand[] = [];
  const wakeThis = (hand: Hand): void => {
    hand.awakeAt = performance.now();
    wake(hand.id);
  };
  const wakeAll = (queue: string): void => { for (const hand of all) if (hand.queue === queue) wakeThis(hand); };
  const wakeOne = (queue: string): boolean => {
    const before = performance.now() - lookMs;
    const free = all.find((hand) => hand.queue === queue && !hand.isBusy && hand.awakeAt < before);
    if (free === undefined) wakeAll(queue);
    else wakeThis(free);
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
