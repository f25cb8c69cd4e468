import { expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { createFirstAdministrator } from '../../../src/domain/people/create-first-administrator.ts';
import { actorByToken } from '../../../src/domain/people/actor-by-token.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { listUsers } from '../../../src/domain/people/list-users.ts';
import { linkByCode } from '../../../src/domain/people/link-identity.ts';
import { setUserGroups } from '../../../src/domain/people/set-user-groups.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';
import { raced } from './raced.ts';
import { aPeopledDatabase, as, someone } from './someone.ts';

const administrators = async (db: TestDatabase) => (await listUsers(db.ctx(), { group: 'Admins', active: true })).rows.map((row) => row.username);

test('the last active administrator is neither demoted nor disabled', async () => {
  await using db = await aPeopledDatabase();
  const [root, off] = [await someone(db, 'root', 'Admins'), await someone(db, 'off', 'Admins')];
  await disableUser(db.ctx(), { userId: off });
  const ctx = db.ctx(await as(db, root));

  await expect(setUserGroups(ctx, root, ['Viewers'])).rejects.toMatchObject({ code: 'conflict', key: 'people.last_administrator' });
  await expect(disableUser(ctx, { userId: root })).rejects.toMatchObject({ code: 'conflict', key: 'people.last_administrator' });
  expect(await administrators(db)).toEqual(['root']);
  // Further groups beside Admins are no demotion.
  await expect(setUserGroups(ctx, root, ['Auditors', 'Admins'])).resolves.toEqual(['Admins', 'Auditors']);
});

test.for<[string, boolean]>([['demoted', true], ['disabled', false]])('two administrators are not both %s when both changes run at once', async ([, demote]) => {
  await using db = await aPeopledDatabase();
  const ids = [await someone(db, 'one', 'Admins'), await someone(db, 'two', 'Admins')] as const;
  const [first, second] = await raced(
    db,
    (ctx) => (demote ? setUserGroups(ctx, ids[0], []) : disableUser(ctx, { userId: ids[0] })),
    (ctx) => (demote ? setUserGroups(ctx, ids[1], []) : disableUser(ctx, { userId: ids[1] })),
  );
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ status: 'rejected', reason: { key: 'people.last_administrator' } });
  expect(await administrators(db)).toEqual(['two']);
});

test('the first administrator comes with Triage, on call, and its service', async () => {
  await using db = await aPeopledDatabase();
  const made = await createFirstAdministrator(db.ctx(), 'Root', 'root@example.com');

  expect(made).toMatchObject({ username: 'root', isNew: true });
  expect((await actorByToken(db.ctx(), made.token)).permissions.has('run_maintenance')).toBe(true);
  expect(await linkByCode(db.ctx({ kind: 'nobody' }), made.linkCode, { platform: 'slack', chatUserId: 'U1' })).toBe(made.userId);
  const rows = await db.sql`
    select t.name as team, t.current_on_call as "onCall", s.name as service, n.name as word
    from teams t join services s on s.owner_team_id = t.id join service_names n on n.service_id = s.id where t.is_triage and s.is_triage`;
  expect([...rows]).toEqual([{ team: 'Triage', onCall: made.userId, service: 'Unknown/Triage', word: 'unknown/triage' }]);
});

test('asking again for the same administrator gives a new code and token and keeps everything', async () => {
  await using db = await aPeopledDatabase();
  const first = await createFirstAdministrator(db.ctx(), 'root', 'root@example.com');
  const again = await createFirstAdministrator(db.ctx(), 'ROOT', 'root@example.com');

  expect(again).toMatchObject({ userId: first.userId, isNew: false });
  expect([again.token === first.token, again.linkCode === first.linkCode]).toEqual([false, false]);
  expect((await actorByToken(db.ctx(), first.token)).userId).toBe(first.userId);
  expect(await db.sql`select (select count(*)::int from teams) as teams, (select count(*)::int from services) as services`).toEqual([{ teams: 1, services: 1 }]);
});

test('a second administrator does not take Triage’s on-call, and a disabled one comes back', async () => {
  await using db = await aPeopledDatabase();
  const root = await createFirstAdministrator(db.ctx(), 'root', 'root@example.com');
  const second = await createFirstAdministrator(db.ctx(), 'second', 'second@example.com');
  await disableUser(db.ctx(), { userId: second.userId, otherwise: null });
  await createFirstAdministrator(db.ctx(), 'second', 'second@example.com');

  expect(await administrators(db)).toEqual(['root', 'second']);
  expect(await db.sql`select current_on_call from teams`).toEqual([{ current_on_call: root.userId }]);
});

test('two replicas that start on an empty database make one administrator', async () => {
  await using db = await aDatabase();
  const first = (ctx: Context) => createFirstAdministrator(ctx, 'root', 'root@example.com');
  const made = await raced(db, first, first);
  expect(made).toMatchObject([{ status: 'fulfilled', value: { isNew: true } }, { status: 'fulfilled', value: { isNew: false } }]);
  expect(await administrators(db)).toEqual(['root']);
});
