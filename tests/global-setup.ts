import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildWeb } from '../src/bundle.ts';
import { connect, type Address } from '../src/db/client.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { startRunner } from '../src/jobs/runner.ts';
import { projectRoot } from '../src/root.ts';
import { silent } from './log.ts';
import { quickFolder } from './quick-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    server: Required<Omit<Address, 'url'>>;
    /** Folder with the console's files. */
    web: string;
  }
}

/** The console's files, and one PostgreSQL for the whole run, durability off, with a migrated template that each test's database is copied from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await quickFolder('imas-tests-');
  const web = join(folder, 'web');
  await buildWeb(web, projectRoot());
  project.provide('web', web);
  const server = await startEmbedded({ dataDir: join(folder, 'database'), fast: true });
  const { host, port, user } = server;
  const admin = connect({ host, port, user, database: 'postgres' }, { max: 1, name: 'tests' });
  await admin`create database template_imas`;
  const sql = connect({ host, port, user, database: 'template_imas' }, { max: 3, name: 'tests' });
  await migrate(sql, join(import.meta.dirname, '..', 'migrations'));
  // In tests the clock can be moved: `world.advance`.
  await sql.unsafe(`
    create table test_clock (shift interval not null default '0');
    insert into test_clock default values;
    create or replace function imas_now() returns timestamptz language sql stable parallel safe as 'select now() + (select shift from test_clock)';
  `).simple();
  await (await startRunner({ sql, replica: 0, log: silent, workers: false })).stop();
  await sql.end();
  project.provide('server', { host, port, user, database: 'template_imas' });
  return async () => {
    await admin.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
