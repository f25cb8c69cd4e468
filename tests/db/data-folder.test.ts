import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownDataFolder } from '../../src/db/data-folder.ts';
import { startMark } from '../../src/db/process-identity.ts';
import { aFolder, hold } from './hold.ts';

const ownerFile = (dataDir: string) => join(dataDir, 'owner.json');

function leaveBehind(dataDir: string, content: string): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(ownerFile(dataDir), content);
}

test('a second process is refused in one sentence that names folder, process and what to do', async () => {
  using folder = aFolder('data');
  await using first = await hold(folder.path, { mode: 'folder-only' });
  await using second = await hold(folder.path, { mode: 'folder-only' });
  expect(second.refusal).toBe(`The data folder ${folder.path} is in use by process ${first.process.pid} (holder); stop that process first, or set IMAS_DATA_DIR to another folder.`);
});

test('the folder of a killed process is free', async () => {
  using folder = aFolder('data');
  await using first = await hold(folder.path, { mode: 'folder-only' });
  await first.kill();
  await (await ownDataFolder(folder.path, 'test')).release();
});

test('a released folder is free, for the same process too', async () => {
  using folder = aFolder('data');
  const first = await ownDataFolder(folder.path, 'test');
  await expect(ownDataFolder(folder.path, 'test')).rejects.toMatchObject({ key: 'database.in_use' });
  await first.release();
  await (await ownDataFolder(folder.path, 'test')).release();
});

test.runIf(process.platform !== 'win32').each([
  { left: 'names a process id that another program has now', content: JSON.stringify({ pid: process.ppid, mark: 'another start', purpose: 'server' }) },
  { left: 'is no JSON', content: 'x'.repeat(40) },
  { left: 'is empty', content: '' },
])('an owner file that $left is replaced', async ({ content }) => {
  using folder = aFolder('data');
  leaveBehind(folder.path, content);
  utimesSync(ownerFile(folder.path), 0, 0);
  const owned = await ownDataFolder(folder.path, 'test');
  expect(JSON.parse(readFileSync(ownerFile(folder.path), 'utf8'))).toEqual({ pid: process.pid, mark: startMark(process.pid), purpose: 'test' });
  await owned.release();
});

test('of several processes that find a stale owner at once exactly one gets the folder', async () => {
  using folder = aFolder('data');
  leaveBehind(folder.path, JSON.stringify({ pid: process.ppid, mark: 'another start', purpose: 'server' }));
  const holders = await Promise.all([1, 2, 3].map(() => hold(folder.path, { mode: 'folder-only' })));
  const refused = holders.filter(({ refusal }) => refusal !== undefined);
  await Promise.all(holders.map((holder) => holder.kill()));
  expect(refused).toHaveLength(2);
});

test('a data folder that is a file is refused in one sentence', async () => {
  using folder = aFolder('data');
  writeFileSync(folder.path, '');
  await expect(ownDataFolder(folder.path, 'test')).rejects.toMatchObject({ key: 'database.folder_not_writable', params: { folder: folder.path } });
});
