import { expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { onCallOf, whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts';
import { rotate } from '../../../src/domain/oncall/rotate.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { unsetOnCall } from '../../../src/domain/oncall/unset-on-call.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { raced } from '../people/raced.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from '../people/someone.ts';

test('who is on call answers for all teams and says why', async () => {
  await using db = await aPeopledDatabase();
  const { teamId: sre, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  const { id: data } = await createTeam(db.ctx(), { name: 'Data' });
  const { id: web } = await createTeam(db.ctx(), { name: 'Web' });
  await setOnCall(db.ctx(), { teamId: sre, userId: ids.ann });
  await db.sql`update teams set current_on_call = ${ids.bob} where id = ${web}`;
  await db.sql`update users set is_active = false where id = ${ids.bob}`;

  expect(await whoIsOnCall(db.ctx())).toEqual([
    { teamId: data, teamName: 'Data', level: 1, userId: null, username: null, by: null, why: { key: 'oncall.nobody', params: {} } },
    { teamId: sre, teamName: 'SRE', level: 1, userId: ids.ann, username: 'ann', by: { by: 'pin' }, why: { key: 'oncall.pinned', params: {} } },
    { teamId: web, teamName: 'Web', level: 1, userId: null, username: null, by: null, why: { key: 'oncall.pinned_inactive', params: { name: 'bob' } } },
  ]);
  expect((await whoIsOnCall(db.ctx(), { teamIds: [sre] })).map((row) => row.teamName)).toEqual(['SRE']);
  expect(await whoIsOnCall(db.ctx(), { teamIds: [] })).toEqual([]);
  expect([await onCallOf(db.ctx(), sre), await onCallOf(db.ctx(), sre, 2), await onCallOf(db.ctx(), web)]).toEqual([{ userId: ids.ann, username: 'ann' }, undefined, undefined]);
});

test('all teams take one statement', async () => {
  await using db = await aPeopledDatabase();
  for (const name of ['a', 'b', 'c']) await createTeam(db.ctx(), { name });
  let statements = 0;
  const counted = new Proxy(db.sql, { apply: (target, self, args: [TemplateStringsArray, ...unknown[]]) => {
    if (/^\s*select/.test(args[0].join('?'))) statements++;
    return Reflect.apply(target, self, args) as unknown;
  } });
  expect(await whoIsOnCall({ ...db.ctx(), sql: counted })).toHaveLength(3);
  expect(statements).toBe(1);
});

test('pinning names whom it replaces; a disabled person is not pinned', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await setOnCall(db.ctx(), { teamId, userId: ids.ann });
  expect(await setOnCall(db.ctx(), { teamId, userId: ids.bob })).toMatchObject({ before: { username: 'ann' }, after: { username: 'bob' } });
  await disableUser(db.ctx(), { userId: ids.ann, otherwise: null });
  await expect(setOnCall(db.ctx(), { teamId, userId: ids.ann })).rejects.toMatchObject({ key: 'people.user_disabled' });
  expect((await audited(db)).filter((action) => action.startsWith('oncall'))).toEqual(['oncall.pinned', 'oncall.pinned']);
});

test('unpinning leaves nobody, and a second time says so', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  await setOnCall(db.ctx(), { teamId, userId: ids.ann });
  expect(await unsetOnCall(db.ctx(), teamId)).toMatchObject({ before: { username: 'ann' }, after: null });
  await expect(unsetOnCall(db.ctx(), teamId)).rejects.toMatchObject({ key: 'oncall.nothing_pinned' });
});

test('rotating walks the members in order, around, past those who are disabled', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy']);
  await db.sql`update users set is_active = false where id = ${ids.bob}`;
  const next = async () => (await rotate(db.ctx(), teamId)).after?.username;
  expect([await next(), await next(), await next()]).toEqual(['ann', 'cy', 'ann']);
});

test('rotating from somebody who is no member begins with the first', async () => {
  await using db = await aPeopledDatabase();
  const { teamId } = await aTeam(db, 'SRE', ['ann', 'bob']);
  await setOnCall(db.ctx(), { teamId, userId: await someone(db, 'guest', 'Responders') });
  expect(await rotate(db.ctx(), teamId)).toMatchObject({ before: { username: 'guest' }, after: { username: 'ann' } });
});

test('a team of one has nobody to rotate to', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  await setOnCall(db.ctx(), { teamId, userId: ids.ann });
  await expect(rotate(db.ctx(), teamId)).rejects.toMatchObject({ key: 'oncall.nobody_else' });
});

test('a button pressed by two at once rotates once', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann', 'bob', 'cy']);
  await setOnCall(db.ctx(), { teamId, userId: ids.ann });
  const press = (ctx: Context) => rotate(ctx, teamId, ids.ann);
  expect(await raced(db, press, press)).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { key: 'errors.changed_meanwhile' } }]);
  expect(await onCallOf(db.ctx(), teamId)).toMatchObject({ username: 'bob' });
});

test('a manager pins for their own team and no other', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['ann']);
  const { id: other } = await createTeam(db.ctx(), { name: 'Data' });
  await setMember(db.ctx(), { teamId, userId: ids.ann, role: 'manager' });
  const manager = db.ctx(await as(db, ids.ann));
  await expect(setOnCall(manager, { teamId, userId: ids.ann })).resolves.toMatchObject({ after: { username: 'ann' } });
  await expect(setOnCall(manager, { teamId: other, userId: ids.ann })).rejects.toMatchObject({ code: 'forbidden', params: { permission: 'change_schedule' } });
});
