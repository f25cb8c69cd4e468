import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Sql } from '../db/client.ts';
import { projectRoot } from '../root.ts';
import type { Say } from '../texts/say.ts';
import type { Finding } from './doctor.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';

/** Version, connections left and migrations, before anything is brought up to date. @throws what the connection says */
export async function checkDatabase(config: Pick<Config, 'DATABASE_URL' | 'dataDir'>, say: Say): Promise<Finding[]> {
  const database = await openDatabase(config, 'imas doctor');
  try {
    return await describeDatabase(database, say);
  } finally {
    await database.close();
  }
}

export async function describeDatabase({ sql, whose }: Pick<OpenDatabase, 'sql' | 'whose'>, say: Say): Promise<Finding[]> {
  const [row] = await sql<[{ version: string; number: number; used: number; most: number }]>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used, current_setting('max_connections')::int as most`;
  const tooOld = row.number < 150_000;
  return [
    { state: tooOld ? 'fail' : 'ok', text: say(tooOld ? 'cli.database_old' : `cli.database_${whose}`, { version: row.version }) },
    { state: row.used > row.most * 0.9 ? 'warn' : 'ok', text: say('cli.connections', { used: row.used, most: row.most }) },
    ...await checkMigrations(sql, say),
  ];
}

async function checkMigrations(sql: Sql, say: Say): Promise<Finding[]> {
  const files = (await readdir(join(projectRoot(), 'migrations'))).filter((file) => file.endsWith('.sql')).sort();
  const [table] = await sql<[{ there: boolean }]>`select to_regclass('schema_migrations') is not null as there`;
  const applied = table.there ? (await sql<{ name: string }[]>`select name from schema_migrations order by name`).map(({ name }) => name) : [];
  const missing = files.filter((file) => !applied.includes(file));
  const newer = applied.filter((name) => !files.includes(name));
  const findings: Finding[] = [];
  if (missing.length > 0) findings.push({ state: 'warn', text: say('cli.migrations_missing', { n: missing.length, names: missing.join(', ') }) });
  // A later release has been here: going back to this one is allowed.
  if (newer.length > 0) findings.push({ state: 'warn', text: say('cli.migrations_newer', { names: newer.join(', ') }) });
  if (findings.length === 0) findings.push({ state: 'ok', text: say('cli.migrations_good', { n: files.length }) });
  return findings;
}
