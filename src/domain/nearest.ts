import type { ErrorExtras } from '../errors.ts';

/** Edits (insert, delete, replace, swap neighbours) that lead from one word to the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** How far a word is from a name, or from one part of it: `redsi` is near `redis-prod`. Undefined: too far. */
function farness(typed: string, name: string): number | undefined {
  if (typed.length > 1 && (name.includes(typed) || typed.includes(name))) return 0.5;
  const whole = distance(typed, name);
  if (whole <= Math.max(2, Math.floor(name.length / 3))) return whole;
  const parts = name.split(/[-_.\s/]+/).filter((part) => part.length > 3 && part !== name);
  const nearestPart = Math.min(...parts.map((part) => distance(typed, part) - Math.floor(part.length / 3)));
  return nearestPart <= 0 ? nearestPart + 3 : undefined;
}

/** Up to three of `names` that a person may have meant by `word`, best first. */
export function nearestOf(word: string, names: readonly string[]): string[] {
  const typed = word.toLowerCase().slice(0, 64);
  return names
    .flatMap((name) => {
      const far = farness(typed, name.toLowerCase().slice(0, 64));
      return far === undefined ? [] : [{ name, far }];
    })
    .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The hint of a not-found error: “Did you mean …?”, or nothing when nothing is near. */
export function nearest(word: string, names: readonly string[]): ErrorExtras {
  const found = nearestOf(word, names);
  return found.length === 0 ? {} : { hint: { key: 'errors.nearest', params: { names: found.join(', ') } } };
}
