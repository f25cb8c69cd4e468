import { expect, test } from 'vitest';
import type { Sql } from '../../src/db/client.ts';
import { cacheDirectory } from '../../src/intake/directory-cache.ts';
import { silent } from '../log.ts';

/** A store that answers when it is told to, and tells of changes by hand. */
async function aStore() {
  const asked: ((version: number) => void)[] = [];
  let changed = (): void => {};
  const sql = Object.assign(
    () => new Promise((resolve) => asked.push((version) => resolve([{ version, sources: [], tokens: [], rules: [], services: [], names: [], teams: [] }]))),
    { listen: async (_: string, told: () => void) => { changed = told; return { unlisten: async () => {} }; } },
  ) as unknown as Sql;
  const cache = await cacheDirectory(sql, silent);
  return { asked, cache, sql, change: () => changed() };
}

test('what changed while the directory was read is read again for the next post', async () => {
  const { asked, cache, change } = await aStore();
  const first = cache.latest();
  change();
  asked[0]!(1);
  await first;
  const next = cache.latest();
  asked[1]?.(2);
  expect((await next).version).toBe(2);
});

test('whoever asks after a change is not given what was read before it', async () => {
  const { asked, cache, change } = await aStore();
  const before = cache.latest();
  change();
  const after = cache.latest();
  asked[1]?.(2);
  asked[0]!(1);
  expect([(await after).version, (await before).version]).toEqual([2, 1]);
  expect((await cache.latest()).version).toBe(2);
});

test('a batch that reads the directory while it changes leaves nothing old behind', async () => {
  const { asked, cache, sql, change } = await aStore();
  const placing = cache.current({ sql, version: 1 });
  change();
  asked[0]!(1);
  await placing;
  const next = cache.latest();
  asked[1]?.(2);
  expect((await next).version).toBe(2);
});
