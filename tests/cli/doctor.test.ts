import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor-database.ts';
import { checkDataFolder, checkPort } from '../../src/cli/doctor-machine.ts';
import { checkProduct } from '../../src/cli/doctor-product.ts';
import type { HealthReport, Ports } from '../../src/domain/ports.ts';
import { sayIn } from '../../src/texts/say.ts';
import { aDatabase, type TestDatabase } from '../database.ts';
import { aDesk, anAdministrator, healthy } from './a-desk.ts';

const say = sayIn('en');

/** A program that listens on some port of this machine and answers everything with this. */
async function aProgram(body: unknown): Promise<{ port: number } & AsyncDisposable> {
  const server: Server = createServer((_request, response) => response.end(JSON.stringify(body)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the port', () => {
  test.each([
    [{ service: 'imas-manager', status: 'healthy' }, 'ok', /is healthy/],
    [{ service: 'imas-manager', status: 'unhealthy' }, 'fail', /calls itself unhealthy/],
    [{ hello: 'world' }, 'fail', /Another program listens/],
  ] as const)('where %j is answered is %s', async (body, state, text) => {
    await using program = await aProgram(body);
    expect(await checkPort({ HOST: '127.0.0.1', PORT: program.port }, say)).toEqual([{ state, text: expect.stringMatching(text) as string }]);
  });
  test('that nobody has is free', async () => {
    const { port } = await (async () => { await using program = await aProgram({}); return { port: program.port }; })();
    expect(await checkPort({ HOST: '127.0.0.1', PORT: port }, say)).toEqual([{ state: 'ok', text: expect.stringContaining('Nothing listens') as string }]);
  });
  test('at an address of another machine is refused', async () => {
    expect(await checkPort({ HOST: '192.0.2.1', PORT: 3000 }, say)).toEqual([{ state: 'fail', text: expect.stringContaining('set HOST and PORT') as string }]);
  });
});

describe('the data folder', () => {
  test('that does not exist is the first start’s to create', () => {
    expect(checkDataFolder({ DATABASE_URL: undefined, dataDir: join(tmpdir(), 'imas-nowhere') }, say)[0]).toMatchObject({ state: 'warn' });
  });
  test('that is ours is named with the room that is left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imas-doctor-'));
    expect(checkDataFolder({ DATABASE_URL: undefined, dataDir: folder }, say)[0]!.text).toMatch(/ with \d+\.\d GB free\.$/);
    await rm(folder, { recursive: true });
  });
  test('does not matter with a database of one’s own', () => {
    expect(checkDataFolder({ DATABASE_URL: 'postgres://db', dataDir: '/nowhere' }, say)).toEqual([]);
  });
});

describe('the database', () => {
  const look = async (migrated: readonly string[], change?: (sql: TestDatabase['sql']) => Promise<unknown>) => {
    await using database = await aDatabase();
    await change?.(database.sql);
    return await checkDatabase({ ctx: database.ctx(), migrated }, 'running', say);
  };
  test('that is up to date has nothing to note', async () => {
    const findings = await look([]);
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    expect(findings[0]!.text).toMatch(/^PostgreSQL 18\.\d+ of the running service answers\.$/);
  });
  test('that was brought up to date just now says by what', async () => {
    expect(await look(['0042_later.sql'])).toContainEqual({ state: 'warn', text: '1 migration applied: 0042_later.sql.' });
  });
  test('that a newer release has used says so', async () => {
    const findings = await look([], (sql) => sql`insert into schema_migrations (name, hash) values ('9999_later.sql', '')`);
    expect(findings).toContainEqual({ state: 'warn', text: expect.stringContaining('9999_later.sql') as string });
  });
});

describe('the product', () => {
  const product = async (health: Partial<HealthReport>, withAdministrator = true) => {
    await using desk = await aDesk();
    if (withAdministrator) await anAdministrator(desk);
    const ports = { baseUrl: 'http://127.0.0.1:3000', lockedKinds: [], health: () => Promise.resolve({ ...healthy, ...health }) } as unknown as Ports;
    return await checkProduct({ ctx: desk.database.ctx(), ports }, { PUBLIC_URL: undefined }, say);
  };
  test('that is new is not broken, and told what it lacks', async () => {
    const findings = await product({});
    expect(findings.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(findings.filter(({ state }) => state === 'warn').map(({ text }) => text.split(' ').slice(0, 2).join(' '))).toEqual(['No source', 'No provider', 'PUBLIC_URL is']);
  });
  test.each<[string, Partial<HealthReport>, RegExp]>([
    ['a provider that failed', { providers: [{ name: 'mail', kind: 'SMTP', ok: false, detail: 'sign-in refused' }] }, /mail \(SMTP\) failed: sign-in refused/],
    ['late due moments', { timers: { oldestLateSeconds: 90, waiting: 1 } }, /90 s late/],
  ])('%s is broken', async (_what, health, text) => {
    expect(await product(health)).toContainEqual({ state: 'fail', text: expect.stringMatching(text) as string });
  });
  test('without an administrator is broken', async () => {
    expect(await product({}, false)).toContainEqual({ state: 'fail', text: expect.stringContaining('create-admin') as string });
  });
});

test('doctor ends with 1 at a bad setting, and says which', async () => {
  await using desk = await aDesk();
  desk.env = { PORT: '70000' };
  const { code, out } = await desk.run('doctor');
  expect({ code, out }).toEqual({ code: 1, out: ['BROKEN  The setting PORT is wrong: it should be a port number from 0 to 65535.'] });
});

test('doctor on a machine that never started it breaks nothing and creates nothing', async () => {
  await using desk = await aDesk();
  desk.env = { PORT: '0', IMAS_DATA_DIR: join(tmpdir(), 'imas-never') };
  const { code, out } = await desk.run('doctor');
  expect({ code, last: out.at(-1), opened: desk.opened }).toEqual({ code: 0, last: 'Nothing is broken.', opened: [] });
});
