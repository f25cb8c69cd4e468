/** Chance that can be replayed: numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export interface Random {
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True so often, of 1. */
  is(chance: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Another stream, so that what runs side by side does not disturb each other's numbers. */
  fork(): Random;
}

export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return { next, between, is: (chance) => next() < chance, pick: (from) => from[between(0, from.length - 1)]!, fork: () => randomFrom(between(1, 2 ** 31)) };
}

/** The seed of this run: SEED, else a new one; printed, so that a failure can be replayed. */
export function seedOfRun(): number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);
  console.log(`SEED=${seed}`);
  return seed;
}
