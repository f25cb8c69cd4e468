import { faultOf } from '../../chat/fault.ts';
import type { Context } from '../../context.ts';
import { whoAnswers } from '../../domain/oncall/who-is-on-call.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { tellAdmins } from '../tell-admins.ts';

/**
 * Keeps a team's user group to be whoever is on call, at every level. Who has no account there is named in the team's
 * channel, once a day; while nobody is on call, or nobody of them is known there, the group stays as it was.
 */
export const syncUserGroup = (posting: Posting): Handler<'sync-user-group'> => async (ctx, { teamId, platform: name }) => {
  const platform = posting.platforms.get(name);
  const [team] = await ctx.sql<{ name: string; groupId: string | null; day: string }[]>`
    select name, slack_user_group_id as "groupId", to_char(imas_now(), 'YYYY-MM-DD') as day from teams where id = ${teamId}`;
  if (platform === undefined || team === undefined || team.groupId === null) return;
  let people = await answering(ctx, teamId);
  if (people.size === 0) return;
  let unknown: readonly string[];
  try {
    // Whoever did the same meanwhile knew later than we who answers, and may have been faster: the newest is written last.
    for (;;) {
      unknown = await platform.syncGroup(team.groupId, [...people.keys()]);
      const now = await answering(ctx, teamId);
      if (now.size === 0 || [...now.keys()].join() === [...people.keys()].join()) break;
      people = now;
    }
  } catch (error) {
    if (faultOf(error).retry) throw error;
    return tellAdmins(ctx, posting, name, error, team.groupId);
  }
  if (unknown.length === 0) return;
  const names = unknown.map((userId) => people.get(userId)!).toSorted();
  const card = posting.saying(unknown.length === people.size ? 'turns.group_untouched' : 'turns.group_without', { team: team.name, names: names.join(', '), n: names.length });
  const channel = (await posting.teamChannels(ctx, teamId)).find((place) => place.platform === name);
  if (channel !== undefined) await platform.say(channel, card, { key: `group:${teamId}:${names.join(',')}:${team.day}` });
};

/** Usernames of whoever answers at any level, by id. */
const answering = async (ctx: Context, teamId: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await whoAnswers(ctx, { teamIds: [teamId] })).flatMap(({ userId, username }): [string, string][] => (userId === null ? [] : [[userId, username!]])));
