import { expect, test } from 'vitest';
import { entriesOf } from '../../../src/domain/oncall/calendar/entries.ts';
import type { Turn } from '../../../src/domain/oncall/plan.ts';

test('a turn that begins and ends within one second is no event', () => {
  const at = Date.parse('2026-12-02T12:00:00Z');
  const turn = (from: number, to: number): Turn => ({ level: 1, userId: 'ann', by: { by: 'shift', id: String(from) }, from: at + from, to: at + to });
  const turns = [turn(100, 900), turn(900, 1100), turn(1100, 60_000)];
  expect(entriesOf('t', turns, { known: at - 1, from: at, to: at + 90_000, now: at }).map(({ from, to }) => [from - at, to - at])).toEqual([[900, 1100], [1100, 60_000]]);
});
