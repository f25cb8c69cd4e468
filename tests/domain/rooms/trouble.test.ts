import { expect, test } from 'vitest';
import { awayFrom, isAway } from '../../../src/domain/rooms/trouble.ts';

const since = new Date('2026-02-05T10:00:00Z');
const after = (seconds: number) => new Date(since.getTime() + seconds * 1000);

test.each<[what: string, atOnce: boolean, seconds: number, away: boolean]>([
  ['has failed for 29 seconds', false, 29, false],
  ['has failed for 30 seconds', false, 30, true],
  ['has failed for an hour', false, 3600, true],
  ['was refused for good this instant', true, 0, true],
])('a platform that %s', (_, atOnce, seconds, away) => {
  expect(isAway({ since, atOnce }, after(seconds))).toBe(away);
});

test('when it is to be looked at again is the instant at which it is away', () => {
  for (const atOnce of [true, false]) {
    const at = awayFrom({ since, atOnce });
    expect(isAway({ since, atOnce }, at)).toBe(true);
    expect(isAway({ since, atOnce }, new Date(at.getTime() - 1))).toBe(false);
  }
});
