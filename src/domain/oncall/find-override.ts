import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { isUuid } from '../uuid.ts';
import { shiftColumns, type ShiftLine } from './find-shift.ts';

/** Somebody answers instead of whoever the schedule says. */
export interface OverrideLine extends ShiftLine {
  reason: string;
  /** The cover by which it came about. */
  coverId: string | null;
  isPayback: boolean;
  createdBy: string | null;
}

/** What every override is shown with. */
export const overrideColumns = (ctx: Pick<Context, 'sql'>) => ctx.sql`
  ${shiftColumns(ctx)}, s.reason, s.cover_id as "coverId", s.is_payback as "isPayback", b.username as "createdBy"`;

/** One override, for verbs that have asked for their own permission. @throws AppError not_found */
export async function findOverride(ctx: Context, id: string): Promise<OverrideLine> {
  const [found] = isUuid(id) ? await ctx.sql<OverrideLine[]>`
    select ${overrideColumns(ctx)} from overrides s join teams t on t.id = s.team_id join users u on u.id = s.user_id left join users b on b.id = s.created_by where s.id = ${id}` : [];
  if (!found) throw notFound('schedules.no_such_override');
  return found;
}
