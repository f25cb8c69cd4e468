import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { overrideColumns, type OverrideLine } from './find-override.ts';
import type { ShiftFilter } from './list-shifts.ts';

/** Overrides by their start, 10,000 at most. @throws AppError forbidden */
export async function listOverrides(ctx: Context, filter: ShiftFilter = {}): Promise<OverrideLine[]> {
  demand(ctx, 'view_schedule');

  const { teamIds, userId, level, from, to } = filter;
  return [...await ctx.sql<OverrideLine[]>`
    select ${overrideColumns(ctx)} from overrides o join teams t on t.id = o.team_id join users u on u.id = o.user_id left join users b on b.id = o.created_by
    where ${teamIds === undefined ? ctx.sql`true` : ctx.sql`o.team_id = any(${teamIds as string[]}::uuid[])`}
      and ${userId === undefined ? ctx.sql`true` : ctx.sql`o.user_id = ${userId}`} and ${level === undefined ? ctx.sql`true` : ctx.sql`o.level = ${level}`}
      and ${from === undefined ? ctx.sql`true` : ctx.sql`o.ends_at > ${from}`} and ${to === undefined ? ctx.sql`true` : ctx.sql`o.starts_at < ${to}`}
    order by o.starts_at, o.level, lower(t.name), o.id limit 10000`];
}
