import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advancePlan, overAgainMs, type Standing } from '../../../src/domain/escalation/plan.ts';
import { builtIn } from '../../../src/domain/escalation/policies/built-in.ts';

const minute = 60_000;
const ladder = builtIn('high', 'SEV1_CRITICAL');
const start: Standing = { nextStep: 0, round: 1, roundBeganAt: 0 };

test.each([
  ['at once: the on-call', start, 0, false, [0], 5],
  ['nothing is due between two steps', { ...start, nextStep: 1 }, 3, false, [], 5],
  ['five minutes: the backup', { ...start, nextStep: 1 }, 5, false, [1], 10],
  ['next step now: the backup early, the managers keep their time', { ...start, nextStep: 1 }, 2, true, [1], 10],
  ['after the last step the ladder starts over in fifteen minutes', { ...start, nextStep: 3 }, 15, false, [3], 30],
  ['two steps that came due while nobody was awake are both carried out', { ...start, nextStep: 1 }, 11, false, [1, 2], 15],
] as const)('%s', (_, standing, now, force, steps, next) => {
  const plan = advancePlan(ladder, standing, now * minute, { isHigh: true, force });
  expect(plan.due.map(({ step }) => step)).toEqual(steps);
  expect(plan.nextAt).toBe(next * minute);
});

test('a second round begins with step one and says so', () => {
  const plan = advancePlan(ladder, { nextStep: 4, round: 1, roundBeganAt: 0 }, 30 * minute, { isHigh: true, force: false });
  expect(plan.due).toEqual([{ step: 0, round: 2 }]);
  expect(plan.standing).toEqual({ nextStep: 1, round: 2, roundBeganAt: 30 * minute });
});

test('a ladder that was run through early starts over fifteen minutes after its last step came, not after its minute', () => {
  const early = advancePlan(ladder, { ...start, nextStep: 3 }, 1 * minute, { isHigh: true, force: true });
  expect(early.nextAt).toBe(16 * minute);
  expect(advancePlan(ladder, early.standing, 10 * minute, { isHigh: true, force: false })).toMatchObject({ due: [], nextAt: 16 * minute });
  const again = advancePlan(ladder, early.standing, 16 * minute, { isHigh: true, force: false });
  expect(again).toMatchObject({ due: [{ step: 0, round: 2 }], nextAt: 21 * minute });
  // On time the second time, it counts from its minutes again.
  expect(advancePlan(ladder, { ...again.standing, nextStep: 3 }, 31 * minute, { isHigh: true, force: false }).nextAt).toBe(46 * minute);
});

test('rounds slept through are not made up for: one round, now', () => {
  const plan = advancePlan(ladder, { nextStep: 4, round: 1, roundBeganAt: 0 }, 600 * minute, { isHigh: true, force: false });
  expect(plan.due).toEqual([{ step: 0, round: 2 }]);
  expect(plan.nextAt).toBe(605 * minute);
});

test('a low-urgency ladder does not start over', () => {
  expect(advancePlan(builtIn('low', 'SEV3_MEDIUM'), start, 0, { isHigh: false, force: false })).toMatchObject({ due: [{ step: 0 }], nextAt: undefined });
});

test('a policy that repeats does so at its own interval, then every fifteen minutes', () => {
  const twice = { ...ladder, repeatCount: 1, repeatIntervalMinutes: 7 };
  expect(advancePlan(twice, { nextStep: 4, round: 1, roundBeganAt: 0 }, 16 * minute, { isHigh: true, force: false }).nextAt).toBe(22 * minute);
  expect(advancePlan(twice, { nextStep: 4, round: 2, roundBeganAt: 22 * minute }, 38 * minute, { isHigh: true, force: false }).nextAt).toBe(37 * minute + overAgainMs);
});

test('a high-urgency ladder always has a next due moment in the future, whenever it is looked at', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.boolean()), { minLength: 1, maxLength: 20 }), (delays, looks) => {
    const policy = { steps: delays.toSorted((a, b) => a - b).map((delay_minutes) => ({ ...ladder.steps[0]!, delay_minutes })), repeatCount: 0, repeatIntervalMinutes: 15 };
    let standing = start;
    let now = 0;
    for (const [gap, force] of looks) {
      now += gap * minute;
      const plan = advancePlan(policy, standing, now, { isHigh: true, force });
      expect(plan.nextAt).toBeDefined();
      expect(plan.due.length).toBeLessThanOrEqual(2 * policy.steps.length);
      standing = plan.standing;
    }
  }));
});
