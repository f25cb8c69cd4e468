import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectToRunning, startEmbedded } from '../../src/db/embedded.ts';
import type { Embedded } from '../../src/db/embedded.ts';
import { isAlive } from '../../src/db/process-identity.ts';
import { aFolder, ask, hold, serverPid } from './hold.ts';

const linux = process.platform === 'linux';

const template = aFolder('template');
beforeAll(async () => {
  const embedded = await startEmbedded({ dataDir: template.path, fast: true });
  await embedded.stop();
});
afterAll(() => template[Symbol.dispose]());

/** A data folder with a database in it, copied: creating one takes most of a second. */
function aUsedFolder(): ReturnType<typeof aFolder> {
  const folder = aFolder('data');
  cpSync(join(template.path, 'postgres'), join(folder.path, 'postgres'), { recursive: true });
  chmodSync(join(folder.path, 'postgres'), 0o700);
  return folder;
}

async function start(dataDir: string, fast = true): Promise<Embedded & AsyncDisposable> {
  const embedded = await startEmbedded({ dataDir, fast });
  return { ...embedded, [Symbol.asyncDispose]: embedded.stop };
}

test.each([
  { path: 'blanks, commas and é', why: 'blanks and a comma' },
  { path: join('deep'.repeat(20), 'deeper'.repeat(12)), why: 'more bytes than a socket address holds' },
])('a data folder whose path has $why keeps its rows over a stop and a start', async ({ path }) => {
  using folder = aFolder(path);
  await using first = await start(folder.path);
  await ask(first, 'create table kept (n int); insert into kept values (7)');
  await first.stop();
  await expect(first.exited).resolves.toBeUndefined();
  await using again = await start(folder.path);
  expect(await ask(again, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('a commit is on disk before it is acknowledged, and nothing listens on a network', async () => {
  using folder = aUsedFolder();
  await using embedded = await start(folder.path, false);
  const settings = await ask(embedded, "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses') order by 1");
  expect(settings.map(({ name, setting }) => `${name as string}=${setting as string}`)).toEqual(['fsync=on', 'full_page_writes=on', 'listen_addresses=', 'synchronous_commit=on']);
});

test.runIf(linux)('a process killed with -9 leaves no PostgreSQL behind and loses no row', async () => {
  using folder = aUsedFolder();
  await using holder = await hold(folder.path);
  await ask(holder.address!, 'create table kept (n int); insert into kept values (7)');
  const pid = serverPid(folder.path);
  await holder.kill();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
  await using again = await start(folder.path);
  expect(await ask(again, 'select n from kept')).toEqual([{ n: 7 }]);
});

test.runIf(linux)('a PostgreSQL left behind where nothing ends it is stopped by the next start', async () => {
  using folder = aUsedFolder();
  await using holder = await hold(folder.path, { env: { ...process.env, PATH: '' } });
  await ask(holder.address!, 'create table kept (n int); insert into kept values (7)');
  const orphan = serverPid(folder.path);
  await holder.kill();
  expect(isAlive(orphan)).toBe(true);
  await using again = await start(folder.path);
  expect(await ask(again, 'select n from kept')).toEqual([{ n: 7 }]);
  expect(isAlive(orphan)).toBe(false);
});

test.runIf(linux)('Ctrl-C in the terminal does not reach PostgreSQL, which shares no process group with us', async () => {
  using folder = aUsedFolder();
  await using _running = await start(folder.path);
  const group = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[2];
  expect(group(serverPid(folder.path))).not.toBe(group(process.pid));
});

test('the owner learns that PostgreSQL ended by itself, and a start afterwards recovers', async () => {
  using folder = aUsedFolder();
  await using first = await start(folder.path, false);
  await ask(first, 'create table kept (n int); insert into kept values (7)');
  process.kill(serverPid(folder.path), 'SIGKILL');
  await expect(first.exited).rejects.toMatchObject({ key: 'database.start_failed' });
  await using again = await start(folder.path);
  expect(await ask(again, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('a note of a killed server whose process id now is another program does not hinder a start', async () => {
  using folder = aUsedFolder();
  await using first = await start(folder.path);
  await using other = await hold(join(folder.path, 'elsewhere'), { mode: 'folder-only' });
  process.kill(serverPid(folder.path), 'SIGKILL');
  await first.exited.catch(() => {});
  const note = join(folder.path, 'postgres/postmaster.pid');
  writeFileSync(note, readFileSync(note, 'utf8').replace(/^\d+/, String(other.process.pid)));
  await using again = await start(folder.path);
  expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(isAlive(other.process.pid!)).toBe(true);
});

test('another process can use the running database, and does not stop it', async () => {
  using folder = aUsedFolder();
  expect(await connectToRunning(folder.path)).toBeUndefined();
  await using holder = await hold(folder.path);
  const borrowed = await connectToRunning(folder.path);
  expect(borrowed).toMatchObject(holder.address!);
  await borrowed!.stop();
  expect(await ask(borrowed!, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('the database of a folder that another process owns is not started', async () => {
  using folder = aUsedFolder();
  await using holder = await hold(folder.path);
  await expect(startEmbedded({ dataDir: folder.path })).rejects.toMatchObject({ key: 'database.in_use', params: { pid: holder.process.pid } });
  expect(await ask(holder.address!, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a database made by another PostgreSQL is refused, not touched', async () => {
  using folder = aFolder('data');
  mkdirSync(join(folder.path, 'postgres'), { recursive: true });
  writeFileSync(join(folder.path, 'postgres/PG_VERSION'), '15\n');
  await expect(startEmbedded({ dataDir: folder.path })).rejects.toMatchObject({ key: 'database.other_version', params: { found: '15' } });
});
