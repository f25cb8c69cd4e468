import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countResults } from './count-results.ts';
import { findTools } from './find-tools.ts';

/*
 * `npm test [-- vitest's arguments]`, with --faults the fault runs instead: runs vitest with what this machine has,
 * says what was left out for want of a program, and ends with the line `N passed, N failed`.
 */
const root = join(import.meta.dirname, '..');
const report = join(root, 'tests/.output/results.json');
mkdirSync(join(root, 'tests/.output'), { recursive: true });
rmSync(report, { force: true });

const { environment, missing } = findTools(process.env);
for (const line of missing) console.log(line);

const faults = process.argv.includes('--faults');
const more = process.argv.slice(2).filter((argument) => argument !== '--faults');
// Ctrl-C reaches the child as well; it says what it stopped at, and so do we.
process.on('SIGINT', () => {});
const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...more], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...environment, IMAS_TEST_REPORT: report, ...(faults ? { IMAS_TEST_FAULTS: '1' } : {}) },
});
const [code] = (await once(child, 'exit')) as [number | null];
const { passed, failed, skipped, unsteady } = countResults(report, code === 0);
for (const name of unsteady) console.log(`Passed only at its second try, and wants mending: ${name}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
