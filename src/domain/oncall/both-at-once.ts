import type { Turn } from './plan.ts';

/** Somebody answers at several levels at once: whoever comes next is the same person. */
export interface BothAtOnce { userId: string; /** The lower and the higher one. */ levels: readonly [number, number]; from: number; to: number }

/** Where the turns of one team (`turnsBetween`) give two levels to the same person, by time; instants are epoch milliseconds. */
export function bothAtOnce(turns: readonly Turn[]): BothAtOnce[] {
  return [...Map.groupBy(turns, ({ userId }) => userId)].flatMap(([userId, own]) => overlaps(own).map((one) => ({ userId, ...one }))).sort((a, b) => a.from - b.from || a.levels[1] - b.levels[1]);
}

function overlaps(own: readonly Turn[]): Omit<BothAtOnce, 'userId'>[] {
  const found: Omit<BothAtOnce, 'userId'>[] = [];
  let open: Turn[] = [];
  for (const turn of own.toSorted((a, b) => a.from - b.from)) {
    open = open.filter(({ to }) => to > turn.from);
    for (const other of open) {
      if (other.level === turn.level) continue;
      const [low, high] = [Math.min(turn.level, other.level), Math.max(turn.level, other.level)];
      const [from, to] = [turn.from, Math.min(turn.to, other.to)];
      const before = found.find((one) => one.to === from && one.levels[0] === low && one.levels[1] === high);
      // Neighbouring turns by different rules are one stretch.
      if (before === undefined) found.push({ levels: [low, high], from, to });
      else before.to = to;
    }
    open.push(turn);
  }
  return found;
}
