import type { Context } from '../../context.ts';

/** The team that somebody belongs to, the first by name of several; undefined without any. @returns the team's id */
export async function firstTeamOf(ctx: Context, userId: string): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }[]>`select t.id from team_members m join teams t on t.id = m.team_id where m.user_id = ${userId} order by t.is_triage, lower(t.name) limit 1`;
  return row?.id;
}
