import { expect, test } from 'vitest';
import { endFrom } from '../../src/chat/end-from.ts';

const read = (typed: string, from: string): string => endFrom(typed, new Date(from), { timeZone: 'UTC', language: 'en' }).toISOString().slice(0, 16);

test.each([
  ['3 jan', '2026-12-20T00:00Z', '2027-01-03T00:00'],
  ['25 dec', '2026-01-02T00:00Z', '2026-12-25T00:00'],
  ['1 dec 2027', '2026-12-31T00:00Z', '2027-12-01T00:00'],
  ['monday 9:00', '2026-12-31T00:00Z', '2027-01-04T09:00'],
  ['300d', '2026-12-31T00:00Z', '2027-10-27T00:00'],
])('%s after %s is %s', (typed, from, end) => {
  expect(read(typed, from)).toBe(end);
});

test.each([['1 dec', '2026-12-31T00:00Z'], ['1 déc. à 9h'.replace('.', ''), '2026-12-31T00:00Z'], ['10 jul', '2026-08-01T00:00Z']])('%s after %s is taken for a slip', (typed, from) => {
  expect(() => read(typed, from)).toThrow(/comes before the beginning .* with it: .* 2027/);
});
