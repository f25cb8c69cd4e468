import { expect, test } from 'vitest';
import { nearestOf } from '../../src/domain/nearest.ts';

test.each([
  ['redsi', ['redis-prod', 'payments', 'checkout'], ['redis-prod']],
  ['paymnets', ['payments-api', 'payments', 'redis-prod'], ['payments', 'payments-api']],
  ['redis', ['redis-prod', 'payments'], ['redis-prod']],
  ['xyzzy', ['redis-prod', 'payments', 'a-b-c'], []],
])('%s among %j is near %j', (word, names, near) => {
  expect(nearestOf(word, names)).toEqual(near);
});
