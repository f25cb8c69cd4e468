import { expect, test } from 'vitest';
import { gather, gatherOn } from '../../src/db/gather.ts';
import type { Context } from '../../src/context.ts';

test('whoever asks in one turn shares one piece of work, and each gets the answer to their own question', async () => {
  const pieces: (readonly number[])[] = [];
  const double = gather(async (asked: readonly number[]) => { pieces.push(asked); return asked.map((n) => 2 * n); });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(pieces).toEqual([[1, 2, 3]]);
});

test('while two pieces of work are under way, whoever comes waits and shares the next', async () => {
  const pieces: { asked: readonly number[]; end: () => void }[] = [];
  const begun: (() => void)[] = [];
  const ask = gather((asked: readonly number[]) => new Promise<readonly number[]>((resolve) => {
    pieces.push({ asked, end: () => resolve(asked) });
    begun.shift()?.();
  }));
  const beginning = async (n: number): Promise<Promise<number>[]> => {
    const has = new Promise<void>((resolve) => { begun.push(resolve); });
    const answer = ask(n);
    await has;
    return [answer];
  };
  const [first] = await beginning(1);
  const [second] = await beginning(2);
  const rest = [ask(3), ask(4)];
  const third = new Promise<void>((resolve) => { begun.push(resolve); });
  pieces[0]!.end();
  await third;
  for (const { end } of pieces) end();
  expect(await Promise.all([first, second, ...rest])).toEqual([1, 2, 3, 4]);
  expect(pieces.map(({ asked }) => asked)).toEqual([[1], [2], [3, 4]]);
});

test('a value that the database refuses fails whoever brought it, and nobody else', async () => {
  const ask = gather(async (asked: readonly string[]) => {
    if (asked.includes('bad')) throw Object.assign(new Error('invalid input syntax'), { code: '22P02' });
    return asked;
  });
  const outcomes = await Promise.allSettled(['good', 'bad', 'fine'].map(ask));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a connection that falls fails all who shared it, once', async () => {
  let tries = 0;
  const ask = gather(async () => { tries++; throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }); });
  const outcomes = await Promise.allSettled(['one', 'other'].map(ask));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(tries).toBe(1);
});

test('what is asked in a transaction is not answered outside of it', async () => {
  const pieces: (readonly string[])[] = [];
  const ask = gatherOn(async (_: Pick<Context, 'sql'>, asked: readonly string[]) => { pieces.push(asked); return asked; });
  const [pool, transaction] = [{ sql: () => undefined }, { sql: () => undefined }] as unknown as [Context, Context];
  await Promise.all([ask(pool, 'a'), ask(transaction, 'b'), ask(pool, 'c')]);
  expect(pieces).toEqual([['a', 'c'], ['b']]);
});
