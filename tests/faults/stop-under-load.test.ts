import { expect, test } from 'vitest';
import { connectToRunning } from '../../src/db/embedded.ts';
import { aBundled, aDataFolder } from '../bundled.ts';
import { fakeHttp } from '../fakes/http.ts';
import { checkLedger, settled } from './ledger.ts';
import { startLoad } from './load.ts';
import { randomFrom, seedOfRun } from './random.ts';
import { aTown, openTown, townKey } from './town.ts';

test('SIGTERM under load answers every request it had, with 2xx, and loses none', { timeout: 120_000 }, async () => {
  const random = randomFrom(seedOfRun());
  await using folder = await aDataFolder();
  await using receiver = await fakeHttp();
  const env = { IMAS_DATA_DIR: folder.path, ...townKey };
  await using first = await aBundled(env);
  const { services, token } = await (async () => {
    await using town = openTown((await connectToRunning(folder.path))!);
    return await aTown(town.ctx, receiver.url, 20);
  })();
  const load = startLoad({ random, token, services, senders: 8, pauseMs: 100 });
  load.aim(first.url);
  await load.more(200);
  const told = performance.now();
  expect(await first.stop('SIGTERM')).toBe(0);
  load.aim(undefined);
  await using second = await aBundled(env);
  load.aim(second.url);
  await load.more(50);
  await load.stop();
  expect([...load.answers.keys()]).toEqual([202]);
  expect(load.torn.filter(({ began }) => began < told), 'sent before the signal, never answered').toEqual([]);
  await using town = openTown((await connectToRunning(folder.path))!);
  await settled(town.sql);
  await checkLedger(town.sql, load, receiver);
});
