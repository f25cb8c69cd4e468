import { expect, test } from 'vitest';
import { sayDuration } from '../../src/chat/cards/duration.ts';
import { sayIn } from '../../src/texts/say.ts';

test.each([[-5, '0 s', '0 s'], [59_400, '59 s', '59 s'], [59_600, '1 min', '1 min'], [3_599_000, '1 h 0 min', '1 h 0 min'], [11_100_000, '3 h 5 min', '3 h 5 min'], [187_200_000, '2 d 4 h', '2 j 4 h']])('%i ms are said as %s', (milliseconds, en, fr) => {
  expect([sayDuration(milliseconds, sayIn('en')), sayDuration(milliseconds, sayIn('fr'))]).toEqual([en, fr]);
});
