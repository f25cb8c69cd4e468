import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fire, resolve, type Episode } from '../../../src/domain/alerts/episodes.ts';

type Said = { kind: 'fire' | 'resolve'; start: number; end: number };
const far = 1_000_000;

function after(said: readonly Said[]): { start: number; end: number | undefined }[] {
  const episodes: Episode[] = [];
  said.forEach(({ kind, start, end }, index) => {
    if (kind === 'fire') fire(episodes, { startedAt: start, receivedAt: far, index });
    else resolve(episodes, { startedAt: start, endedAt: end, receivedAt: far });
  });
  return episodes.map(({ startedAt, endedAt }) => ({ start: startedAt, end: endedAt })).sort((a, b) => a.start - b.start);
}

/** Any interleaving that keeps each episode's fire before its resolve, with repetitions of either thrown in. */
const story = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 5 }).chain((lengths) => {
  let at = 0;
  const episodes = lengths.map(([gap, length]) => { const start = at + gap; at = start + length; return { start, end: at }; });
  return fc.record({
    episodes: fc.constant(episodes),
    order: fc.shuffledSubarray(episodes.flatMap((_, i) => [i, i]), { minLength: episodes.length * 2, maxLength: episodes.length * 2 }),
    repeats: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
  });
});

test('whatever the order and the repetitions, the same episodes are known in the end', () => {
  fc.assert(fc.property(story, ({ episodes, order, repeats }) => {
    const seen = new Set<number>();
    const said: Said[] = order.map((i) => {
      const kind = seen.has(i) ? 'resolve' : 'fire';
      seen.add(i);
      return { kind, ...episodes[i]! };
    });
    for (const [what, where] of repeats) {
      const index = what % said.length;
      said.splice(index + 1 + (where % (said.length - index)), 0, said[index]!);
    }
    expect(after(said)).toEqual(episodes);
  }), { numRuns: 2000 });
});

test('at no moment are two episodes of a fingerprint open', () => {
  fc.assert(fc.property(fc.array(fc.record({ kind: fc.constantFrom('fire' as const, 'resolve' as const), start: fc.integer({ min: 1, max: 20 }), end: fc.integer({ min: 1, max: 40 }) }), { maxLength: 30 }), (said) => {
    for (let n = 1; n <= said.length; n++) {
      const known = after(said.slice(0, n));
      expect(known.filter(({ end }) => end === undefined).length).toBeLessThanOrEqual(1);
      expect(new Set(known.map(({ start }) => start)).size).toBe(known.length);
    }
  }));
});

test('the earliest start stays when a firing signal says another one while the episode is open', () => {
  expect(after([{ kind: 'fire', start: 10, end: 0 }, { kind: 'fire', start: 5, end: 0 }, { kind: 'fire', start: 20, end: 0 }])).toEqual([{ start: 5, end: undefined }]);
});

test('a tool that says no start repeats while it is open and begins anew when it is over', () => {
  const episodes: Episode[] = [];
  expect(fire(episodes, { startedAt: undefined, receivedAt: 100, index: 0 })).toBe('new');
  expect(fire(episodes, { startedAt: undefined, receivedAt: 200, index: 1 })).toBe('repeat');
  expect(resolve(episodes, { startedAt: undefined, endedAt: undefined, receivedAt: 300 })).toBe(true);
  expect(resolve(episodes, { startedAt: undefined, endedAt: undefined, receivedAt: 400 })).toBe(false);
  expect(fire(episodes, { startedAt: undefined, receivedAt: 500, index: 2 })).toBe('new');
  expect(episodes.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([[100, 300], [500, undefined]]);
});

test('a resolve of something unknown changes nothing', () => {
  expect(after([{ kind: 'resolve', start: 5, end: 9 }])).toEqual([]);
});
