import { expect, test } from 'vitest';
import { rateLimit } from '../../src/http/rate-limit.ts';

test('so many tries pass, then one waits for the rest of the window, each key by itself', () => {
  let now = 0;
  const limit = rateLimit({ max: 2, perMs: 10_000, now: () => now });
  expect([limit('a'), limit('a')]).toEqual([0, 0]);
  now = 4000;
  expect(limit('a')).toBe(6);
  expect(limit('b')).toBe(0);
  now = 10_000;
  expect(limit('a')).toBe(0);
});

test('a flood of keys forgets the oldest', () => {
  const limit = rateLimit({ max: 1, perMs: 10_000, now: () => 0 });
  limit('first');
  expect(limit('first')).toBe(10);
  for (let key = 0; key < 20_000; key++) limit(String(key));
  expect(limit('first')).toBe(0);
});
