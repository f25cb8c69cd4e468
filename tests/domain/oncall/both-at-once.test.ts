import { expect, test } from 'vitest';
import { bothAtOnce } from '../../../src/domain/oncall/both-at-once.ts';
import type { Turn } from '../../../src/domain/oncall/plan.ts';

const turn = (userId: string, level: number, from: number, to: number, id = 'e'): Turn => ({ userId, level, from, to, by: { by: 'shift', id } });

test.each<readonly [what: string, turns: readonly Turn[], found: readonly string[]]>([
  ['others at each level', [turn('ann', 1, 0, 9), turn('bea', 2, 0, 9)], []],
  ['one after the other', [turn('ann', 1, 0, 4), turn('ann', 2, 4, 9)], []],
  ['only where they overlap', [turn('ann', 1, 2, 6), turn('ann', 2, 4, 9)], ['ann 1+2 4-6']],
  ['turns that follow each other are one stretch', [turn('ann', 1, 0, 4), turn('ann', 1, 4, 9, 'f'), turn('ann', 2, 1, 8)], ['ann 1+2 1-8']],
  ['each pair of three levels', [turn('ann', 1, 0, 9), turn('ann', 2, 0, 9), turn('ann', 3, 5, 6)], ['ann 1+2 0-9', 'ann 1+3 5-6', 'ann 2+3 5-6']],
])('whoever answers at two levels at once is found: %s', (_, turns, found) => {
  expect(bothAtOnce(turns).map(({ userId, levels, from, to }) => `${userId} ${levels.join('+')} ${from}-${to}`).toSorted()).toEqual(found);
});
