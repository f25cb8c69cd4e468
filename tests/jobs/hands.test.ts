import { expect, test } from 'vitest';
import { makeHands } from '../../src/jobs/hands.ts';

function three() {
  const woken: string[] = [];
  const hands = makeHands((id) => woken.push(id), {});
  const [one, two, other] = ['afar', 'afar', 'chat'].map((queue) => hands.add(queue));
  [one!.id, two!.id, other!.id] = ['one', 'two', 'other'];
  return { hands, one: one!, two: two!, woken };
}

test('a new job wakes one, the next one another, and when all are looking already all look once more', () => {
  const { hands, woken } = three();
  expect(hands.wakeOne('afar')).toBe(true);
  expect(woken.splice(0)).toEqual(['one']);
  hands.wakeOne('afar');
  expect(woken.splice(0)).toEqual(['two']);
  hands.wakeOne('afar');
  expect(woken).toEqual(['one', 'two']);
});

test('whoever is busy is left alone while another is free, and looks again when nobody is', async () => {
  const { hands, one, two, woken } = three();
  await hands.busy(one, false, async () => {
    hands.wakeOne('afar');
    expect(woken.splice(0)).toEqual(['two']);
    await hands.busy(two, false, async () => {
      hands.wakeOne('afar');
      expect(woken.splice(0)).toEqual(['one', 'two']);
    });
  });
});

test('a batch that is full has somebody else look for more', async () => {
  const { hands, one, woken } = three();
  await hands.busy(one, true, async () => expect(woken).toEqual(['two']));
});

test('a queue on which nobody works here is not ours to wake', () => {
  const { hands, woken } = three();
  expect(hands.wakeOne('direct')).toBe(false);
  expect(woken).toEqual([]);
});

test('jobs that follow each other closely are looked for together, and the first waits for nothing', async () => {
  const woken = Promise.withResolvers<void>();
  const at: number[] = [];
  const hands = makeHands(() => { if (at.push(performance.now()) === 2) woken.resolve(); }, { afar: 40 });
  hands.add('afar');
  const began = performance.now();
  for (let n = 0; n < 10; n++) hands.wakeOne('afar');
  expect(at).toHaveLength(1);
  await woken.promise;
  expect(at[1]! - began).toBeGreaterThanOrEqual(39);
});
