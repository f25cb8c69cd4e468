import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { repairDriver } from '../../src/bundle-repairs.ts';
import { projectRoot } from '../../src/root.ts';

test('the driver that is installed still has the fault that the bundle repairs', () => {
  const repaired = repairDriver(readFileSync(join(projectRoot(), 'node_modules/postgres/src/connection.js'), 'utf8'));
  expect(repaired).toContain('if (!socket) {');
  expect(() => repairDriver(repaired)).toThrow('bundle-repairs.ts');
});

/** The driver as the bundle has it. */
async function repaired(work: (postgres: typeof import('postgres')) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'imas-driver-'));
  try {
    const driver = join(projectRoot(), 'node_modules/postgres/src');
    await cp(driver, folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'connection.js'), repairDriver(readFileSync(join(driver, 'connection.js'), 'utf8')));
    await work(((await import(join(folder, 'index.js'))) as { default: typeof import('postgres') }).default);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('the repaired driver begins anew on a connection that fell between rows', () => repaired(async (postgres) => {
  const { host, port, user } = inject('server');
  const sql = postgres({ path: `${host}/.s.PGSQL.${port}`, username: user, database: 'postgres', max: 1, backoff: () => 0.05 } as never);
  await expect(sql.unsafe('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow('CONNECTION_CLOSED');
  for (let n = 0; n < 3; n++) expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end({ timeout: 1 });
}));

test('the repaired driver refuses what it is given while a connection is ending, and answers the next', () => repaired(async (postgres) => {
  const { host, port, user } = inject('server');
  const sockets: Socket[] = [];
  const socket = (): Socket => sockets[sockets.push(connect(`${host}/.s.PGSQL.${port}`)) - 1]!;
  const sql = postgres({ socket, username: user, database: 'postgres', max: 1, backoff: () => 0.05 } as never);
  await sql`select 1`;
  const first = sql`select pg_sleep(60)`.catch((error: Error) => error.message);
  sockets.at(-1)!.destroy(new Error('the cable was cut'));
  expect(await first).toBe('the cable was cut');
  await expect(sql`select 1`).rejects.toThrow('CONNECTION_CLOSED');
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  await sql.end({ timeout: 1 });
}));
