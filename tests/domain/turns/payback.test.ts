import { expect, test } from 'vitest';
import type { TeamPlan } from '../../../src/domain/oncall/plan.ts';
import { ownPieces } from '../../../src/domain/turns/own-pieces.ts';
import { paybackTurn } from '../../../src/domain/turns/payback.ts';

const hour = 3_600_000;
const shift = (userId: string, from: number, to: number, level = 1) => ({ id: `${userId}${from}`, level, userId, startsAt: from * hour, endsAt: to * hour });
const plan = (shifts: TeamPlan['shifts'], more: Partial<TeamPlan> = {}): TeamPlan => ({ teamId: 't', pinned: null, rotations: [], overrides: [], active: new Set(['alice', 'bea']), shifts, ...more });

test.each<[string, TeamPlan['shifts'], [number, number] | undefined]>([
  ['the next, whole, if it is about as long', [shift('bea', 20, 32), shift('bea', 40, 50)], [20, 32]],
  ['not one that is less than half as long', [shift('bea', 20, 24), shift('bea', 40, 50)], [40, 50]],
  ['of one that is longer its beginning', [shift('bea', 20, 120)], [20, 30]],
  ['not another’s', [shift('alice', 20, 30), shift('bea', 40, 50)], [40, 50]],
  ['not one of another level', [shift('bea', 20, 30, 2), shift('bea', 40, 50)], [40, 50]],
  ['not one that runs already', [shift('bea', 0, 30), shift('bea', 40, 50)], [40, 50]],
  ['none where none comes', [shift('alice', 20, 30)], undefined],
])('of the taker’s turns comes back %s', (_, shifts, expected) => {
  const turn = paybackTurn(plan(shifts), { level: 1, takerId: 'bea', length: 10 * hour }, hour, 1000 * hour);
  expect(turn && [turn.from / hour, turn.to / hour]).toEqual(expected);
});

test('what somebody took over is not given back in exchange, but may be given away', () => {
  const it = plan([shift('alice', 10, 20), shift('bea', 20, 30)], { overrides: [{ ...shift('bea', 10, 20), coverId: 'c' }] });
  expect(paybackTurn(it, { level: 1, takerId: 'bea', length: 10 * hour }, 0, 1000 * hour)).toEqual({ from: 20 * hour, to: 30 * hour });
  expect(ownPieces(it, 'bea', 0, 100 * hour)).toEqual([{ level: 1, from: 10 * hour, to: 30 * hour }]);
});

test('a pin is nobody’s to give away; the backup’s turns beside it are', () => {
  const it = plan([shift('alice', 10, 20), shift('alice', 10, 20, 2)], { pinned: 'alice' });
  expect(ownPieces(it, 'alice', 0, 100 * hour)).toEqual([{ level: 2, from: 10 * hour, to: 20 * hour }]);
});
