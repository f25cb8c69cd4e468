import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from './client.ts';

/** Any fixed number will do, as long as every release uses the same. */
const lock = 4_927_301;

/**
 * Brings the schema up to date: each file of `folder` once, in the order of its name, each in its own
 * transaction, all under one advisory lock, so that replicas may start together.
 * @returns the names of the files that were applied now
 * @throws Error when an applied file has changed since, or the database is older than PostgreSQL 15
 */
export async function migrate(pool: Sql, folder: string): Promise<string[]> {
  const sql = await pool.reserve();
  try {
    const [server] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
    if (server!.version < 150_000) throw new Error('The database is too old: IMAS needs PostgreSQL 15 or newer.');
    await sql`select pg_advisory_lock(${lock})`;
    try {
      await sql`create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())`;
      const applied = new Map((await sql<{ name: string; hash: string }[]>`select name, hash from schema_migrations`).map((row) => [row.name, row.hash]));
      const fresh: string[] = [];
      for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
        const text = await readFile(join(folder, name), 'utf8');
        const hash = createHash('sha256').update(text).digest('hex');
        const known = applied.get(name);
        if (known === hash) continue;
        if (known !== undefined) throw new Error(`The migration ${name} was changed after it had been applied: restore the file of the release that applied it, or restore a backup.`);
        await sql.unsafe(`begin;\n${text}\n;insert into schema_migrations (name, hash) values ('${name}', '${hash}');\ncommit;`).simple().catch(async (error: unknown) => {
          await sql.unsafe('rollback');
          throw new Error(`The migration ${name} failed and was rolled back: ${(error as Error).message}`, { cause: error });
        });
        fresh.push(name);
      }
      return fresh;
    } finally {
      await sql`select pg_advisory_unlock(${lock})`;
    }
  } finally {
    sql.release();
  }
}
