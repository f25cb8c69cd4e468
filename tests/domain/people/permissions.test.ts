import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { actionsOfLate } from '../../../src/domain/audit/actions-of-late.ts';
import { listAudit } from '../../../src/domain/audit/list-audit.ts';
import { addContact } from '../../../src/domain/people/add-contact.ts';
import { addUser } from '../../../src/domain/people/add-user.ts';
import { approveAccess } from '../../../src/domain/people/approve-access.ts';
import { denyAccess } from '../../../src/domain/people/deny-access.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { createFirstAdministrator } from '../../../src/domain/people/create-first-administrator.ts';
import { createGroup } from '../../../src/domain/people/create-group.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { createToken } from '../../../src/domain/people/create-token.ts';
import { deleteGroup } from '../../../src/domain/people/delete-group.ts';
import { deleteTeam } from '../../../src/domain/people/delete-team.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { editGroup } from '../../../src/domain/people/edit-group.ts';
import { editTeam } from '../../../src/domain/people/edit-team.ts';
import { editUser } from '../../../src/domain/people/edit-user.ts';
import { enableUser } from '../../../src/domain/people/enable-user.ts';
import { holdingsOf } from '../../../src/domain/people/holdings.ts';
import { linkIdentity } from '../../../src/domain/people/link-identity.ts';
import { listContacts } from '../../../src/domain/people/list-contacts.ts';
import { listGroups } from '../../../src/domain/people/list-groups.ts';
import { listTeams } from '../../../src/domain/people/list-teams.ts';
import { listTokens } from '../../../src/domain/people/list-tokens.ts';
import { listUsers, showUser } from '../../../src/domain/people/list-users.ts';
import { orderMembers } from '../../../src/domain/people/order-members.ts';
import { removeContact } from '../../../src/domain/people/remove-contact.ts';
import { removeMember } from '../../../src/domain/people/remove-member.ts';
import { revokeToken } from '../../../src/domain/people/revoke-token.ts';
import { setMembers } from '../../../src/domain/people/set-members.ts';
import { showTeam } from '../../../src/domain/people/show-team.ts';
import { showTeamLine } from '../../../src/domain/oncall/list-team-lines.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { setUserGroups } from '../../../src/domain/people/set-user-groups.ts';
import { suggestTeams, suggestUsers, teamsNamed, usersNamed } from '../../../src/domain/people/suggest-names.ts';
import { listSettings } from '../../../src/domain/settings/list-settings.ts';
import { resetSetting } from '../../../src/domain/settings/reset-setting.ts';
import { setSetting } from '../../../src/domain/settings/set-setting.ts';
import { AppError } from '../../../src/errors.ts';
import { builtInGroups, type BuiltInGroup, type Codename } from '../../../src/permissions.ts';
import type { TestDatabase } from '../../database.ts';
import { scheduleVerbs } from './schedule-verbs.ts';
import { as, aPeopledDatabase, someone } from './someone.ts';

const everyone = Object.keys(builtInGroups) as BuiltInGroup[];
const admins: BuiltInGroup[] = ['Admins'];
const responders: BuiltInGroup[] = ['Responders', 'Operators', 'Admins'];

// Nothing of these ids exists: whoever may is told so, whoever may not is refused before that.
const none = '00000000-0000-4000-8000-000000000000';
const own = (ctx: Context) => (ctx.actor.kind === 'person' ? ctx.actor.userId : none);

type Row = [verb: string, codename: Codename, groups: readonly BuiltInGroup[], call: (ctx: Context) => Promise<unknown>];
/** Every verb once, and again where it demands something else: on somebody else's things, or for one member of its input. */
const table: readonly Row[] = [
  ['listAudit', 'view_auditlog', ['Admins', 'Auditors'], (ctx) => listAudit(ctx)],
  ['actionsOfLate', 'view_auditlog', ['Admins', 'Auditors'], (ctx) => actionsOfLate(ctx)],
  ['createTeam', 'add_team', admins, (ctx) => createTeam(ctx, { name: '' })],
  ['editTeam', 'change_team', admins, (ctx) => editTeam(ctx, none, {})],
  ['deleteTeam', 'delete_team', admins, (ctx) => deleteTeam(ctx, none)],
  ['setMember', 'change_team', admins, (ctx) => setMember(ctx, { teamId: none, userId: none })],
  ['removeMember', 'change_team', admins, (ctx) => removeMember(ctx, { teamId: none, userId: none })],
  ['orderMembers', 'change_team', admins, (ctx) => orderMembers(ctx, none, [])],
  ['listTeams', 'view_team', everyone, (ctx) => listTeams(ctx)],
  ['suggestTeams', 'view_team', everyone, (ctx) => suggestTeams(ctx, 'sr', 5)],
  ['teamsNamed', 'view_team', everyone, (ctx) => teamsNamed(ctx, ['sre'])],
  ['showTeam', 'view_team', everyone, (ctx) => showTeam(ctx, none)],
  ['showTeamLine', 'view_team', everyone, (ctx) => showTeamLine(ctx, none)],
  ['setMembers', 'change_team', admins, (ctx) => setMembers(ctx, none, { members: ['nobody-of-this-name'] })],
  ['addUser', 'add_user', admins, (ctx) => addUser(ctx, { username: '' })],
  ['editUser', 'change_user', admins, (ctx) => editUser(ctx, none, {})],
  ['editUser: own e-mail', 'change_group', admins, (ctx) => editUser(ctx, own(ctx), { email: '-' })],
  ['setUserGroups', 'change_group', admins, (ctx) => setUserGroups(ctx, none, [])],
  ['setUserGroups: own', 'change_group', admins, (ctx) => setUserGroups(ctx, own(ctx), ['Admins', 'nowhere'])],
  ['approveAccess', 'change_group', admins, (ctx) => approveAccess(ctx, none, 'Responders')],
  ['denyAccess', 'change_group', admins, (ctx) => denyAccess(ctx, none)],
  ['linkIdentity', 'change_group', admins, (ctx) => linkIdentity(ctx, none, 'slack', 'U0')],
  ['linkIdentity: own', 'change_group', admins, (ctx) => linkIdentity(ctx, own(ctx), 'slack', '')],
  ['holdingsOf', 'delete_user', admins, (ctx) => holdingsOf(ctx, none)],
  ['disableUser', 'delete_user', admins, (ctx) => disableUser(ctx, { userId: none })],
  ['enableUser', 'change_group', admins, (ctx) => enableUser(ctx, none)],
  ['listUsers', 'view_user', everyone, (ctx) => listUsers(ctx)],
  ['suggestUsers', 'view_user', everyone, (ctx) => suggestUsers(ctx, 'be', 5)],
  ['usersNamed', 'view_user', everyone, (ctx) => usersNamed(ctx, ['bea'])],
  ['showUser', 'view_user', everyone, (ctx) => showUser(ctx, none)],
  ['addContact', 'change_user', admins, (ctx) => addContact(ctx, { userId: none, means: 'SMS', address: '-' })],
  ['removeContact', 'change_user', admins, (ctx) => removeContact(ctx, { userId: none, contactId: none })],
  ['listContacts', 'change_user', admins, (ctx) => listContacts(ctx, none)],
  ['createGroup', 'add_group', admins, (ctx) => createGroup(ctx, { name: '', codenames: [] })],
  ['editGroup', 'change_group', admins, (ctx) => editGroup(ctx, 'nowhere', {})],
  ['deleteGroup', 'delete_group', admins, (ctx) => deleteGroup(ctx, 'nowhere')],
  ['listGroups', 'view_group', everyone, (ctx) => listGroups(ctx)],
  ['createToken', 'add_token', responders, (ctx) => createToken(ctx, { userId: own(ctx), name: '' })],
  ['createToken: for another', 'change_group', admins, (ctx) => createToken(ctx, { userId: none, name: '' })],
  ['listTokens', 'view_token', responders, (ctx) => listTokens(ctx, own(ctx))],
  ['listTokens: another’s', 'change_token', admins, (ctx) => listTokens(ctx, none)],
  ['listTokens: all', 'change_token', admins, (ctx) => listTokens(ctx)],
  ['revokeToken', 'delete_token', responders, (ctx) => revokeToken(ctx, none)],
  ['createCode', 'change_group', admins, (ctx) => createCode(ctx, { userId: none, purpose: 'sign-in', minutes: 15 })],
  ['createFirstAdministrator', 'change_group', admins, (ctx) => createFirstAdministrator(ctx, '', '')],
  ['listSettings', 'view_team', everyone, (ctx) => listSettings(ctx)],
  ['setSetting', 'run_maintenance', admins, (ctx) => setSetting(ctx, 'mute_hours', 'never')],
  ['setSetting: who may declare', 'change_group', admins, (ctx) => setSetting(ctx, 'who_may_declare', 'nobody')],
  ['setSetting: a team’s', 'change_team', admins, (ctx) => setSetting(ctx, 'mute_hours', 'never', { scope: 'team', teamId: none })],
  ['setSetting: another’s own', 'change_user', admins, (ctx) => setSetting(ctx, 'sound', 'never', { scope: 'person', userId: none })],
  ['resetSetting', 'run_maintenance', admins, (ctx) => resetSetting(ctx, 'mute_hours')],
  ...scheduleVerbs.map(([verb, codename, call]): Row => [verb, codename, codename === 'view_schedule' ? everyone : admins, call]),
];

/** The refused codename, 'sign in' for a stranger, or undefined when the permission was there, whatever came then. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'unauthenticated') return 'sign in';
    return error.code === 'forbidden' ? error.params['permission'] : undefined;
  }
}

describe('group × verb', () => {
  let db: TestDatabase;
  const ids = new Map<BuiltInGroup, string>();
  beforeAll(async () => {
    db = await aPeopledDatabase();
    for (const group of everyone) ids.set(group, await someone(db, group.toLowerCase(), group));
  });
  afterAll(async () => { await db[Symbol.asyncDispose](); });

  const cases = table.flatMap(([verb, codename, groups, call]) => everyone.map((group) => ({ verb, codename, group, allowed: groups.includes(group), call })));
  test.for(cases)('$verb for $group: $allowed', async ({ codename, group, allowed, call }) => {
    const actor = await as(db, ids.get(group)!);
    const refused = await refusal(call(db.ctx(actor)));
    if (allowed) expect(refused).toBeUndefined();
    else {
      expect(refused).toBeTypeOf('string');
      expect(builtInGroups[group]).not.toContain(refused);
    }
    // Whoever may everything but this is refused for want of exactly this.
    const without = { ...actor, permissions: new Set(builtInGroups.Admins.filter((name) => name !== codename)) };
    expect(await refusal(call(db.ctx(without)))).toBe(codename);
  });

  test.for(table.map(([verb, , , call]) => ({ verb, call })))('$verb asks a stranger to sign in', async ({ call }) => {
    expect(await refusal(call(db.ctx({ kind: 'nobody' })))).toBe('sign in');
  });
});

test('every verb that demands a permission is in the table', async () => {
  const listed = new Set(table.map(([verb]) => verb.split(':')[0]));
  const root = join(import.meta.dirname, '../../../src/domain');
  const missing: string[] = [];
  for (const noun of ['audit', 'settings', 'people', 'oncall']) {
    for (const file of readdirSync(join(root, noun), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))) {
      const module = await import(join(root, noun, file)) as Record<string, unknown>;
      for (const [name, value] of Object.entries(module)) {
        const demands = typeof value === 'function' && /\bdemand(Own|ForTeam|Change)?(__)?\b[^;]*\(ctx\b/.test(String(value).replace(/__vite_ssr_import_\d+__\./g, ''));
        if (demands && !name.startsWith('demand') && !listed.has(name)) missing.push(`${noun}/${file}: ${name}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
