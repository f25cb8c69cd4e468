import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { connectToRunning } from '../db/embedded.ts';
import { projectRoot } from '../root.ts';
import type { Say } from '../texts/say.ts';
import type { OpenApp } from './deps.ts';
import type { Finding } from './finding.ts';

export type Whose = 'own' | 'running' | 'url';

/** Whose database will be opened: DATABASE_URL's, a running service's, or the data folder's, started for the moment. */
export async function whoseDatabase({ DATABASE_URL, dataDir }: Pick<Config, 'DATABASE_URL' | 'dataDir'>): Promise<Whose> {
  if (DATABASE_URL !== undefined) return 'url';
  return (await connectToRunning(dataDir)) ? 'running' : 'own';
}

/** Version, connections that are left, and the schema. An older PostgreSQL than 15 has refused to be opened. */
export async function checkDatabase({ ctx: { sql }, migrated }: Pick<OpenApp, 'ctx' | 'migrated'>, whose: Whose, say: Say): Promise<Finding[]> {
  const [row] = await sql<[{ version: string; used: number; most: number }]>`
    select current_setting('server_version') as version, current_setting('max_connections')::int as most,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`;
  const files = (await readdir(join(projectRoot(), 'migrations'))).filter((file) => file.endsWith('.sql'));
  const applied = (await sql<{ name: string }[]>`select name from schema_migrations order by name`).map(({ name }) => name);
  const newer = applied.filter((name) => !files.includes(name));
  return [
    { state: 'ok', text: say(`cli.database_${whose}`, { version: row.version }) },
    { state: row.used > row.most * 0.9 ? 'warn' : 'ok', text: say('cli.connections', { used: row.used, most: row.most }) },
    migrated.length > 0 ? { state: 'warn', text: say('cli.migrated', { n: migrated.length, names: migrated.join(', ') }) } : { state: 'ok', text: say('cli.migrations_good', { n: files.length }) },
    // A later release has been here: going back to this one is allowed.
    ...(newer.length > 0 ? [{ state: 'warn' as const, text: say('cli.migrations_newer', { names: newer.join(', ') }) }] : []),
  ];
}
