import { expect, test } from 'vitest';
import { startEmbedded } from '../../src/db/embedded.ts';
import { aBundled, aDataFolder } from '../bundled.ts';
import { fakeHttp } from '../fakes/http.ts';
import { openDoor } from './door.ts';
import { checkLedger, settled } from './ledger.ts';
import { startLoad } from './load.ts';
import { randomFrom, seedOfRun } from './random.ts';
import { aTown, openTown, townKey } from './town.ts';

test('a fast restart of PostgreSQL under load is waited out: no refusal, nothing lost, nothing doubled', { timeout: 120_000 }, async () => {
  const random = randomFrom(seedOfRun());
  await using folder = await aDataFolder();
  await using receiver = await fakeHttp();
  let database = await startEmbedded({ dataDir: folder.path });
  try {
    await using door = await openDoor(database);
    await using server = await aBundled({ IMAS_DATA_DIR: folder.path, DATABASE_URL: door.url(database.database), ...townKey });
    const { services, token } = await (async () => {
      await using town = openTown(database);
      return await aTown(town.ctx, receiver.url, 20);
    })();
    const load = startLoad({ random, token, services, senders: 4, pauseMs: 150 });
    load.aim(server.url);
    for (let restarts = 0; restarts < 3; restarts++) {
      await load.more(60);
      await database.stop();
      database = await startEmbedded({ dataDir: folder.path });
    }
    await load.more(60);
    await load.stop();
    expect([Object.fromEntries(load.answers), load.torn]).toEqual([{ 202: expect.any(Number) as number }, []]);
    // A request may just wait out the whole of it.
    expect(load.slowest()).toBeLessThan(4_000);
    await using town = openTown(database);
    await settled(town.sql);
    await checkLedger(town.sql, load, receiver);
    console.log(`longest wait for an answer: ${Math.round(load.slowest())} ms`);
    expect(server.said()).not.toContain('unhandled');
  } finally {
    await database.stop();
  }
});
