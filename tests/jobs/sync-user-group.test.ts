import { expect, test } from 'vitest';
import { editTeam } from '../../src/domain/people/edit-team.ts';
import { whatIsDue } from '../domain/turns/what-is-due.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { syncUserGroup } from '../../src/jobs/handlers/sync-user-group.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

/** The team's group is set; what waits for it is carried out, other jobs are not. */
async function follow({ db, ctx, posting }: TwoPlatforms): Promise<number> {
  await whatIsDue(db);
  const jobs = db.jobs.splice(0).filter((job) => job.name === 'sync-user-group');
  for (const job of jobs) await syncUserGroup(posting)(ctx, job.payload as { teamId: string; platform: 'slack' });
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
