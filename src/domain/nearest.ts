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

/** Up to three of `names` that a person may have meant by `word`, best first. */
export function nearestOf(word: string, names: readonly string[]): string[] {
  const typed = word.toLowerCase().slice(0, 64);
  return names
    .map((name) => {
      const lower = name.toLowerCase().slice(0, 64);
      const contained = typed.length > 1 && (lower.includes(typed) || typed.includes(lower));
      return { name, far: contained ? 0.5 : distance(typed, lower) };
    })
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The hint of a not-found error: “Did you mean …?”, or nothing when nothing is near. */
export function nearest(word: string, names: readonly string[]): ErrorExtras {
  const found = nearestOf(word, names);
  return found.length === 0 ? {} : { hint: { key: 'errors.nearest', params: { names: found.join(', ') } } };
}
