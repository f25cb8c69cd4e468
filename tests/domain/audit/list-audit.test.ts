import { expect, test } from 'vitest';
import { listAudit } from '../../../src/domain/audit/list-audit.ts';
import { audit } from '../../../src/domain/audit/record.ts';
import { aDatabase, aPerson } from '../../database.ts';

const tess = aPerson('00000000-0000-4000-8000-000000000001', 'Admins');

test('the log is newest first, filtered and paged, with the whole count', async () => {
  await using db = await aDatabase();
  await audit(db.ctx(), { action: 'team.created', object: { kind: 'team', id: '1', label: 'SRE' } });
  await audit(db.ctx({ ...tess, ip: '192.0.2.1' } as typeof tess), { action: 'team.changed', object: { kind: 'team', id: '1' }, detail: { name: 'x' } });
  await db.advance('1 hour');
  await audit(db.ctx(tess), { action: 'teamwork', object: { kind: 'other', id: '1' } });
  await audit(db.ctx(), { action: 'signin.failed', success: false });
  const [clock] = await db.sql<{ before: Date }[]>`select imas_now() - interval '30 minutes' as before`;
  const actions = async (...[filters, page]: [Parameters<typeof listAudit>[1]?, Parameters<typeof listAudit>[2]?]) => {
    const { rows, count } = await listAudit(db.ctx(tess), filters, page);
    return [rows.map((row) => row.action), count];
  };

  expect(await actions()).toEqual([['signin.failed', 'teamwork', 'team.changed', 'team.created'], 4]);
  expect(await actions({}, { limit: 2, offset: 1 })).toEqual([['teamwork', 'team.changed'], 4]);
  expect(await actions({ action: 'team' })).toEqual([['team.changed', 'team.created'], 2]);
  expect(await actions({ action: 'team.created' })).toEqual([['team.created'], 1]);
  expect(await actions({ actor: 'TESS' })).toEqual([['teamwork', 'team.changed'], 2]);
  expect(await actions({ objectKind: 'team', objectId: '1' })).toEqual([['team.changed', 'team.created'], 2]);
  expect(await actions({ success: false })).toEqual([['signin.failed'], 1]);
  expect(await actions({ from: clock!.before })).toEqual([['signin.failed', 'teamwork'], 2]);
  expect(await actions({ to: clock!.before })).toEqual([['team.changed', 'team.created'], 2]);
  expect((await listAudit(db.ctx(tess), { action: 'team.changed' })).rows[0]).toMatchObject({ actorKind: 'person', actorName: 'tess', via: 'api', ip: '192.0.2.1', objectId: '1', success: true, detail: { name: 'x' } });
});

test('above ten thousand rows the count is not exact and says so', async () => {
  await using db = await aDatabase();
  await db.sql`insert into audit_log (actor_kind, actor_name, action) select 'system', 'test', 'x' from generate_series(1, 10001)`;
  expect(await listAudit(db.ctx(), {}, { limit: 1 })).toMatchObject({ count: 10_000, countExact: false });
});

test('the log is append-only', async () => {
  await using db = await aDatabase();
  await audit(db.ctx(), { action: 'team.created' });
  await expect(db.sql`update audit_log set action = 'nothing'`).rejects.toThrow('append-only');
  await expect(db.sql`delete from audit_log`).rejects.toThrow('append-only');
});
