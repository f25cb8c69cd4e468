import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { connectToRunning } from '../../src/db/embedded.ts';
import { aBundled, aDataFolder, runBundled } from '../bundled.ts';
import { fakeHttp } from '../fakes/http.ts';
import { checkLedger, settled } from './ledger.ts';
import { startLoad } from './load.ts';
import type { Random } from './random.ts';
import { aTown, openTown, townKey } from './town.ts';

/** PostgreSQL's processes end a moment after the server; the next one waits for them. */
const running = async (dataDir: string) => {
  const found = await connectToRunning(dataDir);
  if (found === undefined) throw new Error(`No database runs on ${dataDir}.`);
  return found;
};

/**
 * Kills the bundled server, and with it its database (fsync on), so many times at random moments under load,
 * one time in eight while it is still starting, and checks the ledger in the end.
 */
export async function killAndCheck(kills: number, random: Random): Promise<void> {
  await using folder = await aDataFolder();
  await using receiver = await fakeHttp();
  const env = { IMAS_DATA_DIR: folder.path, LOG_LEVEL: 'fatal', ...townKey };
  let server = await aBundled(env);
  const { services, token } = await (async () => {
    await using town = openTown(await running(folder.path));
    return await aTown(town.ctx, receiver.url, 20);
  })();
  const load = startLoad({ random: random.fork(), token, services });
  const starts: number[] = [];
  const arrivedAtKill: number[] = [];
  try {
    load.aim(server.url);
    await load.more(50);
    for (let killed = 0; killed < kills; killed++) {
      await wait(random.between(0, 900));
      load.aim(undefined);
      await server.kill();
      arrivedAtKill.push(receiver.requests.length);
      if (random.is(1 / 8) && ++killed < kills) await runBundled(env, AbortSignal.timeout(random.between(50, 900))).then((it) => ('kill' in it ? it.kill() : undefined)).then(() => arrivedAtKill.push(receiver.requests.length));
      const began = performance.now();
      server = await aBundled(env);
      load.aim(server.url);
      await load.more(1);
      starts.push(performance.now() - began);
      if (killed % 10 === 9) console.log(`${killed + 1} of ${kills} kills, ${load.accepted.size} alerts accepted`);
    }
    await load.more(20);
    await load.stop();
    await using town = openTown(await running(folder.path));
    const began = performance.now();
    await settled(town.sql);
    const counts = await checkLedger(town.sql, load, receiver, arrivedAtKill);
    console.log(`${kills} kills: ${JSON.stringify(counts)}; from start to the first alert taken ${Math.round(starts.toSorted((a, b) => a - b)[starts.length >> 1] ?? 0)} ms in the middle, ${Math.round(Math.max(...starts))} ms at most; all told ${Math.round(performance.now() - began)} ms after the last alert`);
    // Of a few kills one may fall into a burst.
    if (kills >= 20) expect(counts.repeats, 'messages that came twice, for each kill').toBeLessThanOrEqual(kills);
    // 503 is right where the machine is too busy to store within three seconds; anything else is not.
    expect([...load.answers.keys()].filter((status) => status !== 202 && status !== 503), 'answers').toEqual([]);
  } finally {
    load.aim(server.url);
    await load.stop().catch(() => undefined);
    await server.kill();
  }
}
