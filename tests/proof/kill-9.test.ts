import { test } from 'vitest';
import { killAndCheck } from '../faults/kills.ts';
import { randomFrom, seedOfRun } from '../faults/random.ts';

test.runIf(process.platform === 'linux')('a few kills with -9 under load lose no alert and no page', { timeout: 120_000 }, () => killAndCheck(3, randomFrom(seedOfRun())));
