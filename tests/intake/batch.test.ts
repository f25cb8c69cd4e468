import { expect, test } from 'vitest';
import type { Post } from '../../src/domain/alerts/post.ts';
import { makeBatcher } from '../../src/intake/batch.ts';
import { firing, post } from '../night.ts';

/** A store of which each call is told apart and answered by hand. */
function aStore({ isBusy = true } = {}) {
  const calls: { posts: readonly Post[]; done(): void; fail(error: unknown): void }[] = [];
  let told = Promise.withResolvers<void>();
  const batcher = makeBatcher((posts) => new Promise((done, fail) => {
    calls.push({ posts, done, fail });
    told.resolve();
    told = Promise.withResolvers();
  }), () => isBusy);
  return {
    calls, batcher,
    /** Resolves when it was asked so many times. */
    async asked(times: number) { while (calls.length < times) await told.promise; },
  };
}
const patienceMs = 60_000;
const one = (name: string): Post => post('source', [firing(name)]);

test('what comes while one transaction is under way goes together into the next', async () => {
  const { calls, batcher, asked } = aStore();
  const first = batcher.submit(one('A'), patienceMs);
  await asked(1);
  const others = [batcher.submit(one('B'), patienceMs), batcher.submit(one('C'), patienceMs)];
  calls[0]!.done();
  await first;
  await asked(2);
  expect(calls.map(({ posts }) => posts.length)).toEqual([1, 2]);
  calls[1]!.done();
  await Promise.all(others);
});

test('a post alone does not wait for a transaction that hangs, although nothing else comes', async () => {
  const { calls, batcher, asked } = aStore();
  const stuck = batcher.submit(one('A'), patienceMs);
  await asked(1);
  const next = batcher.submit(one('B'), patienceMs);
  await asked(2);
  calls[1]!.done();
  await next;
  calls[0]!.done();
  await stuck;
});

test('what follows closely goes together although no transaction is under way', async () => {
  const { calls, batcher, asked } = aStore();
  const first = batcher.submit(one('A'), patienceMs);
  await asked(1);
  calls[0]!.done();
  await first;
  const others = ['B', 'C'].map(async (name) => {
    await new Promise((wake) => setImmediate(wake));
    return batcher.submit(one(name), patienceMs);
  });
  await asked(2);
  expect(calls[1]!.posts).toHaveLength(2);
  calls[1]!.done();
  await Promise.all(others);
});

test('of a batch that the store refuses each post gets its own answer', async () => {
  const { calls, batcher, asked } = aStore();
  const posts = ['A', 'B'].map((name) => batcher.submit(one(name), patienceMs));
  await asked(1);
  calls[0]!.fail(new Error('what is this?'));
  await asked(2);
  calls[1]!.done();
  await asked(3);
  calls[2]!.fail(new Error('what is this?'));
  expect((await Promise.allSettled(posts)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('while the process has little to do, what follows closely waits for nobody', async () => {
  const { calls, batcher } = aStore({ isBusy: false });
  for (const [place, name] of ['A', 'B'].entries()) {
    const posted = batcher.submit(one(name), patienceMs);
    // A turn of the event loop, no timer.
    await new Promise((wake) => setImmediate(wake));
    expect(calls).toHaveLength(place + 1);
    calls[place]!.done();
    await posted;
  }
});
