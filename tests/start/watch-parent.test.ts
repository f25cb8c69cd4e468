import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const watcher = join(import.meta.dirname, 'parent-watcher.ts');
// As npm does it: a process starts a shell, the shell starts node.
const starter = "require('node:child_process').spawn('sh', ['-c', '\"$NODE\" \"$WATCHER\"; true'], { stdio: 'inherit' })";

test.runIf(process.platform === 'linux')('when npm is killed with -9 the program it started notices, through the shell between them', async () => {
  const npm = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE: process.execPath, WATCHER: watcher, npm_lifecycle_event: 'start' } });
  const lines = createInterface({ input: npm.stdout })[Symbol.asyncIterator]();
  expect(await lines.next()).toMatchObject({ value: 'watching' });
  npm.kill('SIGKILL');
  expect(await lines.next()).toMatchObject({ value: 'gone' });
});
