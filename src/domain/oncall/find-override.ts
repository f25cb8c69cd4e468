import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { isUuid } from '../uuid.ts';
import type { ShiftLine } from './find-shift.ts';

/** Somebody answers instead of whoever the schedule says. */
export interface OverrideLine extends ShiftLine {
  reason: string;
  /** The cover by which it came about. */
  coverId: string | null;
  isPayback: boolean;
  createdBy: string | null;
}

/** What every override is shown with. */
export const overrideColumns = ({ sql }: Pick<Context, 'sql'>) => sql`
  o.id, o.team_id as "teamId", t.name as "teamName", o.user_id as "userId", u.username, u.is_active as "isActive", o.level, o.starts_at as "startsAt",
  o.ends_at as "endsAt", o.reason, o.cover_id as "coverId", o.is_payback as "isPayback", b.username as "createdBy", o.created_at as "createdAt"`;

/** One override, for verbs that have asked for their own permission. @throws AppError not_found */
export async function findOverride(ctx: Context, id: string): Promise<OverrideLine> {
  const [found] = isUuid(id) ? await ctx.sql<OverrideLine[]>`
    select ${overrideColumns(ctx)} from overrides o join teams t on t.id = o.team_id join users u on u.id = o.user_id left join users b on b.id = o.created_by where o.id = ${id}` : [];
  if (!found) throw notFound('schedules.no_such_override');
  return found;
}
