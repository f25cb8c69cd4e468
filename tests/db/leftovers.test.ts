import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { connect } from '../../src/db/client.ts';
import { migrate } from '../../src/db/migrate.ts';

const migrations = join(import.meta.dirname, '../../migrations');

test('rooms that moved and pages of the release before come along: of those moves nobody is told anew', async () => {
  const server = inject('server');
  const database = `test_${randomBytes(6).toString('hex')}`;
  const admin = connect({ ...server, database: 'postgres' }, { max: 1, name: 'tests' });
  await admin.unsafe(`create database ${database}`);
  const sql = connect({ ...server, database }, { max: 2, name: 'test' });
  const folder = await mkdtemp(join(tmpdir(), 'imas-'));
  try {
    for (const name of await readdir(migrations)) if (name < '0010') await copyFile(join(migrations, name), join(folder, name));
    await migrate(sql, folder);
    await sql.begin(async (tx) => {
      // What they point to is not what this is about.
      await tx`set local session_replication_role = replica`;
      await tx`insert into room_leads (incident_id, home, platform, since) values (gen_random_uuid(), 'slack', 'console', now() - interval '1 day')`;
      await tx`insert into notifications (incident_id, run_id, user_id, purpose, means, address, is_page) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'page', 'CHAT', '', true)`;
    });
    expect((await migrate(sql, migrations))[0]).toBe('0010_leftovers.sql');
    expect(await sql`select told = since as "isTold" from room_leads`).toEqual([{ isTold: true }]);
    expect(await sql`select 1 from notifications`).toHaveLength(1);
  } finally {
    await rm(folder, { recursive: true });
    await sql.end({ timeout: 1 });
    await admin.unsafe(`drop database ${database} with (force)`);
    await admin.end();
  }
});
