import { describe, expect, test } from 'vitest';
import { editTeam } from '../../src/domain/people/edit-team.ts';
import { whatIsDue } from '../domain/turns/what-is-due.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { syncUserGroup } from '../../src/jobs/handlers/sync-user-group.ts';
import { insertOverride } from '../../src/domain/oncall/insert-override.ts';
import { turnsChanged } from '../../src/domain/oncall/turns-changed.ts';
import { listGroupFaults } from '../../src/domain/oncall/group-faults.ts';
import { link } from '../../src/domain/people/link-identity.ts';
import { deleteTeam } from '../../src/domain/people/delete-team.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { transaction } from '../../src/db/transaction.ts';
import { aPlatform, refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

/** The team's group is set; what waits for it is carried out, other jobs are not. */
async function follow({ db, ctx, posting }: TwoPlatforms): Promise<number> {
  await whatIsDue(db);
  const jobs = db.jobs.splice(0).filter((job) => job.name === 'sync-user-group');
  for (const job of jobs) await syncUserGroup(posting)(ctx, job.payload as { teamId: string; platform: 'slack' | 'discord' });
  return jobs.length;
}
const set = ({ ctx, night }: TwoPlatforms) => editTeam(ctx, night.team, { slackUserGroupId: '<!subteam^S0123456789|@sre>' });
const said = ({ slack }: TwoPlatforms) => slack.said.map((one) => one.card.title);

test('a user group is whoever is on call, from when it is named and after every change', async () => {
  await using it = await twoPlatforms();
  expect((await set(it)).slackUserGroupId).toBe('S0123456789');
  await follow(it);
  expect(it.slack.groups).toEqual(new Map([['S0123456789', [it.night.alice]]]));
  await setOnCall(it.ctx, { teamId: it.night.team, userId: it.night.bea });
  expect(await follow(it)).toBe(1);
  expect(it.slack.groups).toEqual(new Map([['S0123456789', [it.night.bea]]]));
  expect(said(it)).toEqual([]);
});

test('whoever is not known there is named in the channel, once a day, and the group stays as it was', async () => {
  await using it = await twoPlatforms();
  it.slack.groups.set('S0123456789', ['somebody']);
  it.slack.strangers.add(it.night.alice);
  await set(it);
  await follow(it);
  await set(it);
  await follow(it);
  expect(it.slack.groups.get('S0123456789')).toEqual(['somebody']);
  expect(said(it)).toEqual(['alice is on call for SRE Core and not known in Slack: the user group stays as it was. An administrator links the account: /user link']);
});

test('a change that comes while the group is being written is written last', async () => {
  await using it = await twoPlatforms();
  await set(it);
  // The other's hands are faster: theirs is done before ours arrives.
  it.slack.instead.group = async () => {
    delete it.slack.instead.group;
    await setOnCall(it.ctx, { teamId: it.night.team, userId: it.night.bea });
    it.slack.groups.set('S0123456789', [it.night.bea]);
  };
  await follow(it);
  expect(it.slack.groups).toEqual(new Map([['S0123456789', [it.night.bea]]]));
});

test('while nobody is on call the group stays as it was', async () => {
  await using it = await twoPlatforms();
  it.slack.groups.set('S0123456789', ['somebody']);
  await it.db.sql`update teams set current_on_call = null`;
  await set(it);
  await follow(it);
  expect(it.slack.groups.get('S0123456789')).toEqual(['somebody']);
  expect(it.slack.calls).toEqual([]);
});

test('what Slack refuses for good is told to the administrators; what may pass comes again', async () => {
  await using it = await twoPlatforms();
  it.slack.instead.group = refuse('permission_denied');
  await set(it);
  await follow(it);
  expect(await it.db.sql`select m.card->>'title' as title from console_messages m join console_places p on p.id = m.place_id where m.card->>'title' like '%S0123456789%'`).toHaveLength(1);
  it.slack.instead.group = refuse('ratelimited', { retry: true });
  await set(it);
  await expect(follow(it)).rejects.toMatchObject({ code: 'ratelimited' });
});

test.each(['@sre', 'C0123456789', 's0123456789'])('“%s” is no user group', async (word) => {
  await using it = await twoPlatforms();
  await expect(editTeam(it.ctx, it.night.team, { slackUserGroupId: word })).rejects.toMatchObject({ code: 'invalid', key: 'turns.bad_user_group' });
});

describe('a role in Discord', () => {
  const role = '1180123456789012345';
  /** A Discord beside, in memory, and the night's team with its role there. */
  async function withDiscord() {
    const it = await twoPlatforms();
    const discord = { ...aPlatform(), name: 'discord' as const };
    it.platforms.set('discord', discord);
    return Object.assign(it, { discord, give: (teamId = it.night.team) => editTeam(it.ctx, teamId, { discordRoleId: `<@&${role}>` }) });
  }
  const wearers = ({ discord }: { discord: ReturnType<typeof aPlatform> }) => discord.groups.get(role);

  test('is whoever is on call, from when it is named, through an override and back', async () => {
    await using it = await withDiscord();
    await it.db.sql`update teams set current_on_call = null`;
    await it.db.sql`insert into shifts (team_id, user_id, starts_at, ends_at) values (${it.night.team}, ${it.night.alice}, now() - interval '1 day', now() + interval '1 day')`;
    expect((await it.give()).discordRoleId).toBe(role);
    await follow(it);
    expect(wearers(it)).toEqual([it.night.alice]);
    const now = Date.now();
    await transaction(it.ctx, async (tx) => {
      await insertOverride(tx, { teamId: it.night.team, level: 1, userId: it.night.bea, startsAt: new Date(now - 1000), endsAt: new Date(now + 3_600_000), replace: true });
      await turnsChanged(tx, [it.night.team]);
    });
    await follow(it);
    expect(wearers(it)).toEqual([it.night.bea]);
    await it.db.sql`update test_clock set shift = '2 hours'`;
    expect(await follow(it)).toBe(1);
    expect(wearers(it)).toEqual([it.night.alice]);
  });
  test('that two teams name is whoever is on call for either', async () => {
    await using it = await withDiscord();
    const other = await createTeam(it.ctx, { name: 'Databases' });
    await setOnCall(it.ctx, { teamId: other.id, userId: it.night.bea });
    await it.give();
    await it.give(other.id);
    await follow(it);
    expect(wearers(it)?.toSorted()).toEqual([it.night.alice, it.night.bea].toSorted());
  });
  test('follows when somebody’s account is linked, and is left when the team goes', async () => {
    await using it = await withDiscord();
    const other = await createTeam(it.ctx, { name: 'Databases' });
    await it.give(other.id);
    await it.give();
    await follow(it);
    await transaction(it.ctx, (tx) => link(tx, it.night.alice, 'discord', '42', 'admin'));
    expect(await follow(it)).toBe(1);
    await deleteTeam(it.ctx, other.id);
    expect(await follow(it)).toBe(1);
    expect(await listGroupFaults(it.ctx)).toEqual([]);
  });
  test('that cannot be given is told to the administrators once, and stands in the status until it goes well', async () => {
    await using it = await withDiscord();
    const told = () => it.db.sql`select 1 from console_messages where card->>'title' like ${`%${role}%`}`;
    it.discord.instead.group = refuse('role_higher');
    await it.give();
    await follow(it);
    await it.db.sql`update test_clock set shift = '2 days'`;
    await it.give();
    await follow(it);
    expect(await told()).toHaveLength(1);
    expect(await listGroupFaults(it.ctx)).toMatchObject([{ team: 'SRE Core', platform: 'discord', groupId: role, code: 'role_higher' }]);
    it.discord.recover();
    // Who is not known there is nobody to try it with.
    it.discord.strangers.add(it.night.alice);
    await it.give();
    await follow(it);
    expect(await listGroupFaults(it.ctx)).toHaveLength(1);
    it.discord.strangers.clear();
    await it.give();
    await follow(it);
    expect([await listGroupFaults(it.ctx), wearers(it)]).toEqual([[], [it.night.alice]]);
  });
  test.each(['@on-call', '123', '<@123456789012345678>', 'S0123456789'])('is not “%s”', async (word) => {
    await using it = await withDiscord();
    await expect(editTeam(it.ctx, it.night.team, { discordRoleId: word })).rejects.toMatchObject({ code: 'invalid', key: 'turns.bad_role' });
  });
});
