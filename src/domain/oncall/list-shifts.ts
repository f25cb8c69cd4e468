import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { shiftColumns, type ShiftLine } from './find-shift.ts';

export interface ShiftFilter {
  teamIds?: readonly string[] | undefined;
  userId?: string | undefined;
  level?: number | undefined;
  /** Entries that end after this instant; those of the past too when absent. */
  from?: Date | undefined;
  /** Entries that start before it. */
  to?: Date | undefined;
}

/** Entries by their start, 10,000 at most. @throws AppError forbidden */
export async function listShifts(ctx: Context, filter: ShiftFilter = {}): Promise<ShiftLine[]> {
  demand(ctx, 'view_schedule');

  const { teamIds, userId, level, from, to } = filter;
  return [...await ctx.sql<ShiftLine[]>`
    select ${shiftColumns(ctx)} from shifts s join teams t on t.id = s.team_id join users u on u.id = s.user_id
    where ${teamIds === undefined ? ctx.sql`true` : ctx.sql`s.team_id = any(${teamIds as string[]}::uuid[])`}
      and ${userId === undefined ? ctx.sql`true` : ctx.sql`s.user_id = ${userId}`} and ${level === undefined ? ctx.sql`true` : ctx.sql`s.level = ${level}`}
      and ${from === undefined ? ctx.sql`true` : ctx.sql`s.ends_at > ${from}`} and ${to === undefined ? ctx.sql`true` : ctx.sql`s.starts_at < ${to}`}
    order by s.starts_at, s.level, lower(t.name), s.id limit 10000`];
}
