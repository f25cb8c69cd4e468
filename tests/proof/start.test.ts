import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive } from '../../src/db/process-identity.ts';
import { aBundled, aDataFolder, runBundled, type Bundled, type Ended } from '../bundled.ts';
import { serverPid } from '../db/hold.ts';

const shell = promisify(execFile);
const ended = (result: Bundled | Ended): Ended => {
  if ('code' in result) return result;
  throw new Error(`It started, and should not have: ${result.said()}`);
};
const signIn = (server: Bundled, code: string) => fetch(`${server.url}/console/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: JSON.stringify({ code }) });
const part = (server: Bundled, pattern: RegExp): string => pattern.exec(server.said())?.[1] ?? `nothing like ${pattern} in: ${server.said()}`;
const incidents = async (server: Bundled, token: string) => {
  const response = await fetch(`${server.url}/api/v1/incidents/`, { headers: { authorization: `Token ${token}` } });
  return ((await response.json()) as { results: { title: string }[] }).results.map(({ title }) => title);
};

test('a first start says what to do next, its words work as printed, and a second start keeps everything', async () => {
  await using folder = await aDataFolder();
  const env = { IMAS_DATA_DIR: folder.path, LOG_LEVEL: 'error' };
  await using first = await aBundled(env);
  const code = part(first, /\/sign-in#code=(\S+)/);
  const token = part(first, /API token of \w+ \(shown this once\): (\S+)/);
  expect(first.said()).toContain('Raise a first alert:');
  expect(first.said().trim().split('\n').length).toBeLessThan(15);

  const { stdout } = await shell('sh', ['-c', `${part(first, /^ *(curl .+)$/m)} -w '%{http_code}'`]);
  expect(stdout).toMatch(/20[02]$/);
  expect([(await signIn(first, code)).status, (await signIn(first, code)).ok]).toEqual([200, false]);
  const before = await incidents(first, token);
  expect(before).toHaveLength(1);
  expect(await first.stop('SIGINT')).toBe(0);

  await using second = await aBundled(env);
  expect(second.said()).not.toContain('API token');
  expect(await incidents(second, token)).toEqual(before);
});

test('Ctrl-C leaves no process behind', async () => {
  await using folder = await aDataFolder();
  await using server = await aBundled({ IMAS_DATA_DIR: folder.path });
  const database = serverPid(folder.path);
  expect(isAlive(database)).toBe(true);
  expect(await server.stop('SIGINT')).toBe(0);
  expect(isAlive(database)).toBe(false);
});

test('a port that is taken is said in one sentence, with exit code 1', async () => {
  await using folder = await aDataFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, said } = ended(await runBundled({ IMAS_DATA_DIR: folder.path, PORT: String(port) }));
  other.close();
  expect(code).toBe(1);
  expect(said.trim()).toBe(`The port ${port} is in use by another program: stop that program, or choose another port with PORT=3001 npm start.`);
});

test('a data folder in use is said in one sentence, with exit code 1, and its owner goes on', async () => {
  await using folder = await aDataFolder();
  await using owner = await aBundled({ IMAS_DATA_DIR: folder.path });
  const { code, said } = ended(await runBundled({ IMAS_DATA_DIR: folder.path }));
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toContain(folder.path);
  expect((await fetch(`${owner.url}/api/health/`)).status).toBe(200);
});

test.for([
  [{ PORT: 'many' }, 'The setting PORT is wrong: it should be a port number from 0 to 65535.'],
  [{ IMAS_LANGUAGE: 'de' }, 'The setting IMAS_LANGUAGE is wrong: it should be en or fr.'],
  [{ DATABASE_URL: 'postgres://imas@127.0.0.1/imas' }, 'The setting IMAS_SECRET_KEY is missing: with DATABASE_URL it is required and should be at least 32 random characters, the same for every replica.'],
] as const)('the bad setting %o is said in one sentence, with exit code 1', async ([setting, sentence]) => {
  await using folder = await aDataFolder();
  const { code, said } = ended(await runBundled({ IMAS_DATA_DIR: folder.path, ...setting }));
  expect([code, said.trim()]).toEqual([1, sentence]);
});
