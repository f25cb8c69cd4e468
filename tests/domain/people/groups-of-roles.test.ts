import { afterAll, describe, expect, test } from 'vitest';
import { groupsOfRoles } from '../../../src/domain/people/groups-of-roles.ts';
import { setSetting } from '../../../src/domain/settings/set-setting.ts';
import { listenerFor } from '../../../src/app/listener.ts';
import type { Visitor } from '../../../src/chat/platform.ts';
import { ensureBuiltInGroups } from '../../../src/domain/people/ensure-built-in-groups.ts';
import { aDatabase } from '../../database.ts';

const db = await aDatabase();
const ctx = db.ctx();
await ensureBuiltInGroups(ctx);
const [bea] = await db.sql<{ id: string }[]>`insert into users (username) values ('bea') returning id`;
const listen = listenerFor(ctx, { language: 'en', timeZone: 'UTC' });
afterAll(() => db[Symbol.asyncDispose]());

const sre = '111111111111111111';
await setSetting(ctx, 'discord_role_groups', `<@&${sre}> = Operators, 222222222222222222=Auditors`);

describe('a Discord role', () => {
  test('stands for the group that the setting names', async () => {
    expect(await groupsOfRoles(ctx, [sre, '333333333333333333'])).toEqual(['Operators']);
  });
  test('that nobody named stands for nothing', async () => {
    expect(await groupsOfRoles(ctx, ['333333333333333333'])).toEqual([]);
  });
  test('lends its group’s permissions to whoever has it and an account, and only while they have it', async () => {
    const may = async (groups: readonly string[]) => {
      const { ctx: { actor } } = await listen({ userId: bea!.id, via: 'discord', groups });
      return actor.kind === 'person' && actor.permissions.has('resolve_incident');
    };
    expect([await may(['Operators']), await may([])]).toEqual([true, false]);
  });
  test('lets somebody without an account look, never act', async () => {
    const visitor: Visitor = { platform: 'discord', chatUserId: '9', name: 'Nia', isMember: true };
    const { ctx: { actor } } = await listen({ visitor, via: 'discord', groups: ['Auditors', 'Admins'] });
    expect(actor.kind === 'visitor' && [...actor.permissions].every((codename) => codename.startsWith('view_'))).toBe(true);
    expect(actor.kind === 'visitor' && actor.permissions.has('view_auditlog')).toBe(true);
  });
});

test('the setting refuses what is no role and group', async () => {
  await expect(setSetting(ctx, 'discord_role_groups', 'sre=Operators')).rejects.toMatchObject({ key: 'settings.wrong_value' });
});
