import { test } from 'vitest';
import { killAndCheck } from './kills.ts';
import { randomFrom, seedOfRun } from './random.ts';

const kills = Number(process.env['IMAS_TEST_KILLS'] ?? 100);

test.runIf(process.platform === 'linux')(`${kills} kills with -9 under load lose no alert and no page`, { timeout: 30_000 + kills * 15_000 }, () => killAndCheck(kills, randomFrom(seedOfRun())));
