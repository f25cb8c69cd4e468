import { rmSync } from 'node:fs';
import { makeDoor, ourBody } from './alerts.ts';
import type { Benchmark, Figure, Options } from './benchmark.ts';
import { makePeople, resolvedIncidents } from './open-incidents.ts';
import { startOurs, temporaryFolder } from './ours.ts';

export const start: Benchmark = { about: 'P11: from start to ready with 100,000 incidents (--large: 1,000,000)', run };

async function run({ quick, large, profile, progress }: Options): Promise<Figure[]> {
  const count = quick ? 1000 : large ? 1_000_000 : 100_000;
  const dataDir = temporaryFolder();
  try {
    const token = await fill(dataDir, count, progress);
    const ready: number[] = [];
    const taken: number[] = [];
    for (let round = 0; round < (quick ? 1 : 4); round++) {
      progress(`start ${round + 1}`);
      const began = performance.now();
      await using ours = await startOurs({ dataDir, profile });
      ready.push(ours.readyAfterMs);
      const answer = await fetch(`${ours.url}/api/v1/webhooks/alertmanager/`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: ourBody(round, 1) });
      if (!answer.ok) throw new Error(`The first alert was answered with ${answer.status} ${await answer.text()}`);
      taken.push(performance.now() - began);
    }
    // The first start also writes the compiled code of the new bundle.
    return [
      { what: `start to ready, ${count} incidents, median`, unit: 'ms', ours: median(ready), bar: { of: 'ours', most: 1500 } },
      { what: '… worst', unit: 'ms', ours: Math.max(...ready) },
      { what: 'first alert taken, median', unit: 'ms', ours: median(taken), bar: { of: 'ours', most: 2000 } },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fill(dataDir: string, count: number, progress: Options['progress']): Promise<string> {
  await using ours = await startOurs({ dataDir });
  const token = await makeDoor(ours);
  await makePeople(ours, 10, 'http://127.0.0.1:9/');
  progress(`writing ${count} incidents`);
  await resolvedIncidents(ours, count);
  return token;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
