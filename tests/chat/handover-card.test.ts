import { expect, test } from 'vitest';
import { handoverCard } from '../../src/chat/cards/handover.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { drawing, paris } from './an-incident.ts';

const read = (pages: { count: number; atNight: number }): string => plainCard(handoverCard({
  id: 'h', teamId: 't', teamName: 'SRE', level: 1, at: new Date('2026-11-22T08:00:00Z'), from: { userId: 'a', username: 'alice' }, to: { userId: 'b', username: 'bea' },
  confirmedAt: null, confirmedBy: null, confirmedById: null, isPast: false, openCount: 0, open: [], pages,
}, drawing()), paris);

test.each([
  [{ count: 0, atNight: 0 }, 'alice was not paged in that turn.'],
  [{ count: 1, atNight: 0 }, 'alice was paged 1 time in that turn, never at night.'],
  [{ count: 2, atNight: 2 }, 'alice was paged 2 times in that turn, at night.'],
  [{ count: 3, atNight: 1 }, 'alice was paged 3 times in that turn, 1 of them at night.'],
])('whoever takes over reads how the turn was: %j', (pages, words) => {
  expect(read(pages)).toContain(words);
});
