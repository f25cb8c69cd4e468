import { expect, test } from 'vitest';
import { oneByOne } from '../../src/jobs/one-by-one.ts';

/** Messages that say when they leave and are written down; each is answered when it is told to. */
const aLane = () => {
  const lane = oneByOne();
  const happened: string[] = [];
  const answers = new Map<string, PromiseWithResolvers<string>>();
  const send = (name: string): Promise<void> => {
    const answer = Promise.withResolvers<string>();
    answers.set(name, answer);
    return lane.go(() => { happened.push(`${name} leaves`); return answer.promise; }, async (said) => { happened.push(`${name} is written: ${said}`); });
  };
  return { lane, happened, send, answer: (name: string) => answers.get(name)!.resolve('taken'), fail: (name: string) => answers.get(name)!.reject(new Error('fell')) };
};

test('the next message leaves once the receipt of the one before is written', async () => {
  const { lane, send, answer, happened } = aLane();
  const all = ['a', 'b', 'c'].map(send);
  expect(lane.isFree()).toBe(false);
  for (const name of ['a', 'b', 'c']) answer(name);
  await Promise.all(all);
  expect(lane.isFree()).toBe(true);
  expect(happened).toEqual(['a leaves', 'a is written: taken', 'b leaves', 'b is written: taken', 'c leaves', 'c is written: taken']);
});

test('a message that is not answered holds up nobody, and is written down when its answer comes', async () => {
  const { send, answer, happened } = aLane();
  const [slow, quick] = [send('slow'), send('quick')];
  answer('quick');
  await quick;
  answer('slow');
  await slow;
  expect(happened).toEqual(['slow leaves', 'quick leaves', 'quick is written: taken', 'slow is written: taken']);
});

test('a fault of one is its own', async () => {
  const { send, answer, fail, happened } = aLane();
  const [bad, good] = [send('bad'), send('good')];
  fail('bad');
  answer('good');
  await expect(bad).rejects.toThrow('fell');
  await good;
  expect(happened).toEqual(['bad leaves', 'good leaves', 'good is written: taken']);
});

test('where many wait, one more for each eight of them is on its way', async () => {
  const { send, happened } = aLane();
  for (let n = 0; n < 17; n++) void send(String(n));
  await Promise.resolve();
  expect(happened).toHaveLength(2);
});
