import type { Context } from '../../context.ts';

/** A condition on `teams t`: is this person pinned there, or does anything that was written down name them after an instant? */
export const namesInPlan = ({ sql }: Pick<Context, 'sql'>, userId: string, after: Date) => sql`(
  t.current_on_call = ${userId} or exists (select from shifts s where s.team_id = t.id and s.user_id = ${userId} and s.ends_at > ${after})
  or exists (select from overrides o where o.team_id = t.id and o.user_id = ${userId} and o.ends_at > ${after})
  or exists (select from rotation_members m join rotations r on r.id = m.rotation_id where r.team_id = t.id and m.user_id = ${userId} and (r.ends_at is null or r.ends_at > ${after})))`;

/** The teams for which a person may answer after an instant: ids. All others need not be asked for the person's turns. */
export async function teamsWith(ctx: Pick<Context, 'sql'>, userId: string, after: Date): Promise<string[]> {
  return (await ctx.sql<{ id: string }[]>`select id from teams t where ${namesInPlan(ctx, userId, after)}`).map(({ id }) => id);
}
