import type { Context } from '../../context.ts';

/** The ids of all teams that somebody belongs to. */
export const teamsOf = async (ctx: Context, userId: string): Promise<string[]> =>
  (await ctx.sql<{ id: string }[]>`select team_id as id from team_members where user_id = ${userId}`).map(({ id }) => id);
