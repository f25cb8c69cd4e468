import { describe, expect, test } from 'vitest';
import type { FakeDiscordOptions } from '../../../fakes/discord/fake-discord.ts';
import { outgoing } from './parts.ts';

/** A team's role, and Ada, Bea and Cid in the server, who are our `u-a`, `u-b` and `u-c`. */
async function aRole(options: FakeDiscordOptions = {}, isAboveBot = false) {
  const it = await outgoing(options);
  const role = it.fake.addRole({ name: 'on-call', isAboveBot });
  await it.db.sql`insert into teams (name, slug, discord_role_id) values ('Ops', 'ops', ${role.id})`;
  const members = ['Ada', 'Bea', 'Cid'].map((name) => it.fake.addMember({ name }));
  for (const [at, { user }] of members.entries()) {
    it.linked.set(`u-${'abc'[at]!}`, user.id);
    await it.db.sql`insert into users (username, discord_user_id) values (${user.name}, ${user.id})`;
  }
  return Object.assign(it, { role, members, wearers: () => members.filter((one) => one.roles.has(role.id)).map(({ user }) => user.name) });
}
const changes = (it: Awaited<ReturnType<typeof aRole>>) => it.fake.calls.filter(({ method, path }) => method !== 'GET' && path.includes('/roles/')).length;

describe('a role', () => {
  test('is given to whoever is on call and taken from whoever is not any more', async () => {
    await using it = await aRole();
    expect(await it.platform.syncGroup(it.role.id, ['u-a', 'u-x'])).toEqual(['u-x']);
    expect(it.wearers()).toEqual(['Ada']);
    await it.another().syncGroup(it.role.id, ['u-b', 'u-c']);
    expect(it.wearers()).toEqual(['Bea', 'Cid']);
  });
  test('is not asked for again while nothing changes, and given again when somebody took it away', async () => {
    await using it = await aRole();
    await it.platform.syncGroup(it.role.id, ['u-a']);
    await it.platform.syncGroup(it.role.id, ['u-a']);
    expect(changes(it)).toBe(1);
    it.members[0]!.roles.delete(it.role.id);
    await it.platform.syncGroup(it.role.id, ['u-a']);
    expect(it.wearers()).toEqual(['Ada']);
  });
  test('that a person gave by hand is never taken, neither after a turn nor without one', async () => {
    await using it = await aRole();
    for (const member of it.members.slice(0, 2)) member.roles.add(it.role.id);
    await it.platform.syncGroup(it.role.id, ['u-a']);
    await it.platform.syncGroup(it.role.id, ['u-c']);
    expect(it.wearers()).toEqual(['Ada', 'Bea', 'Cid']);
    await it.platform.syncGroup(it.role.id, ['u-a']);
    expect(it.wearers()).toEqual(['Ada', 'Bea']);
  });
  test('stays with whoever has it while nobody of those on call is known, and is for nobody who left the server', async () => {
    await using it = await aRole();
    await it.platform.syncGroup(it.role.id, ['u-b']);
    expect(await it.platform.syncGroup(it.role.id, ['u-x'])).toEqual(['u-x']);
    it.fake.world.guilds.get(it.fake.guildId)!.members.delete(it.members[0]!.user.id);
    expect(await it.platform.syncGroup(it.role.id, ['u-a'])).toEqual(['u-a']);
    expect(it.wearers()).toEqual(['Bea']);
  });
  test('that no team names any more is taken from whoever was given it, and from an account that was disabled', async () => {
    await using it = await aRole();
    it.members[2]!.roles.add(it.role.id);
    await it.platform.syncGroup(it.role.id, ['u-a', 'u-b']);
    await it.db.sql`update users set is_active = false where username = 'Bea'`;
    await it.platform.leaveGroups();
    expect(it.wearers()).toEqual(['Ada', 'Cid']);
    await it.db.sql`update teams set discord_role_id = null`;
    await it.platform.leaveGroups();
    expect(it.wearers()).toEqual(['Cid']);
    expect(await it.db.sql`select 1 from discord_roles_given`).toHaveLength(0);
  });
  test('that cannot be taken any more from whom it is to be taken is said once, and others lose it all the same', async () => {
    await using it = await aRole();
    const other = it.fake.addRole({ name: 'other' });
    await it.db.sql`insert into teams (name, slug, discord_role_id) values ('Dev', 'dev', ${other.id})`;
    await it.platform.syncGroup(other.id, ['u-c']);
    await it.platform.syncGroup(it.role.id, ['u-a']);
    await it.db.sql`update teams set discord_role_id = null`;
    other.position = 1000;
    await expect(it.platform.leaveGroups()).rejects.toMatchObject({ key: 'discord.role_left', retry: false, message: expect.stringContaining('back from Cid') });
    expect(it.wearers()).toEqual([]);
    await expect(it.platform.leaveGroups()).resolves.toBeUndefined();
  });
  test('of somebody who left the server needs not be taken', async () => {
    await using it = await aRole();
    await it.platform.syncGroup(it.role.id, ['u-a']);
    it.fake.world.guilds.get(it.fake.guildId)!.members.delete(it.members[0]!.user.id);
    await it.platform.syncGroup(it.role.id, ['u-b']);
    expect(await it.db.sql`select discord_user_id from discord_roles_given`).toEqual([{ discord_user_id: it.members[1]!.user.id }]);
  });
});

describe('what keeps us from giving a role is said with what mends it, and nothing is noted as given', () => {
  test('it stands above ours', async () => {
    await using it = await aRole({}, true);
    await expect(it.platform.syncGroup(it.role.id, ['u-a'])).rejects.toMatchObject({ key: 'discord.role_higher', retry: false, message: 'IMAS may not give the Discord role “on-call”, which stands above its own: under Server Settings › Roles, drag the role of IMAS above it.' });
    expect(await it.db.sql`select 1 from discord_roles_given`).toHaveLength(0);
    expect(it.discord.health().ok).toBe(true);
  });
  test('Manage Roles is missing', async () => {
    await using it = await aRole({ botPermissions: ['ViewChannel', 'SendMessages'] });
    await expect(it.platform.syncGroup(it.role.id, ['u-a'])).rejects.toMatchObject({ key: 'discord.no_manage_roles', message: expect.stringContaining('it lacks Manage Roles') });
  });
  test('it was deleted', async () => {
    await using it = await aRole();
    it.fake.world.guilds.get(it.fake.guildId)!.roles.delete(it.role.id);
    await expect(it.platform.syncGroup(it.role.id, ['u-a'])).rejects.toMatchObject({ key: 'discord.role_gone', retry: false });
  });
  test('it belongs to everybody', async () => {
    await using it = await aRole();
    await expect(it.platform.syncGroup(it.fake.guildId, ['u-a'])).rejects.toMatchObject({ key: 'discord.role_managed', retry: false });
  });
});
