import { faultOf } from '../../chat/fault.ts';
import type { Context } from '../../context.ts';
import { forgetGroupFault, noteGroupFault } from '../../domain/oncall/group-faults.ts';
import { whoAnswers } from '../../domain/oncall/who-is-on-call.ts';
import type { Platform } from '../../chat/platform.ts';
import type { FarPlatform } from '../../queue.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { tellAdmins } from '../tell-admins.ts';

/** A team's group there; `teamIds` are all that name the same one. */
interface Group { name: string; groupId: string | null; teamIds: string[]; day: string }

/**
 * Keeps a team's group, a user group of Slack or a role of Discord, to be whoever is on call, at every level. Who has no account
 * there is named in the team's channel, once a day; while nobody is on call, or nobody of them is known there, the group stays
 * as it was. What keeps us from it is told to the administrators once, and stands in `/imas status` until it goes well.
 */
export const syncUserGroup = (posting: Posting): Handler<'sync-user-group'> => async (ctx, { teamId, platform: name }) => {
  const platform = posting.platforms.get(name);
  if (platform === undefined) return;
  const group = await groupOf(ctx, teamId, name);
  const groupId = group?.groupId ?? undefined;
  // About people who have nothing to do with this group any more: it goes on.
  await platform.leaveGroups().catch((error: unknown) => {
    if (faultOf(error).retry) throw error;
    return tellAdmins(ctx, posting, name, error);
  });
  let followed: Followed;
  try {
    followed = group === undefined || groupId === undefined ? nobody : await follow(ctx, platform, groupId, group.teamIds);
    await forgetGroupFault(ctx, teamId, name, followed.people.size > followed.unknown.length ? null : groupId);
  } catch (error) {
    const { retry, code, message, said } = faultOf(error);
    if (retry) throw error;
    const isNews = groupId === undefined || await noteGroupFault(ctx, { teamId, platform: name, groupId, code, said: said ?? { key: 'turns.group_refused', params: { why: message } } });
    if (isNews) await tellAdmins(ctx, posting, name, error, groupId);
    return;
  }
  if (group === undefined || followed.unknown.length === 0) return;
  const names = followed.unknown.map((userId) => followed.people.get(userId)!).toSorted();
  const what = names.length === followed.people.size ? 'untouched' : 'without';
  const card = posting.saying(name === 'slack' ? `turns.group_${what}` : `turns.role_${what}`, { team: group.name, names: names.join(', '), n: names.length });
  const channel = (await posting.teamChannels(ctx, teamId)).find((place) => place.platform === name);
  if (channel !== undefined) await platform.say(channel, card, { key: `group:${teamId}:${names.join(',')}:${group.day}` });
};

/** Usernames of whoever answers, by id, and who of them has no account there. */
interface Followed { people: ReadonlyMap<string, string>; unknown: readonly string[] }
const nobody: Followed = { people: new Map(), unknown: [] };

async function follow(ctx: Context, platform: Platform, groupId: string, teamIds: readonly string[]): Promise<Followed> {
  let people = await answering(ctx, teamIds);
  if (people.size === 0) return nobody;
  // Whoever did the same meanwhile knew later than we who answers, and may have been faster: the newest is written last.
  for (;;) {
    const unknown = await platform.syncGroup(groupId, [...people.keys()]);
    const now = await answering(ctx, teamIds);
    if (now.size === 0 || [...now.keys()].join() === [...people.keys()].join()) return { people, unknown };
    people = now;
  }
}

/** undefined: the team is gone. */
async function groupOf({ sql }: Context, teamId: string, platform: FarPlatform): Promise<Group | undefined> {
  const id = platform === 'slack' ? sql`slack_user_group_id` : sql`discord_role_id`;
  const [row] = await sql<Group[]>`
    select name, ${id} as "groupId", array(select o.id from teams o where o.${id} = t.${id} order by o.name)::text[] as "teamIds", to_char(imas_now(), 'YYYY-MM-DD') as day from teams t where id = ${teamId}`;
  return row;
}

/** Usernames of whoever answers at any level of these teams, by id. */
const answering = async (ctx: Context, teamIds: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((await whoAnswers(ctx, { teamIds })).flatMap(({ userId, username }): [string, string][] => (userId === null ? [] : [[userId, username!]])));
