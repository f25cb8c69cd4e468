import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { isUuid } from '../uuid.ts';

/** An entry of a schedule: one person, one half-open interval, one level. */
export interface ShiftLine {
  id: string;
  teamId: string;
  teamName: string;
  userId: string;
  username: string;
  /** A disabled account is as if absent: the next layer answers. */
  isActive: boolean;
  level: number;
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
}

/** What every entry is shown with. */
export const shiftColumns = ({ sql }: Pick<Context, 'sql'>) => sql`
  s.id, s.team_id as "teamId", t.name as "teamName", s.user_id as "userId", u.username, u.is_active as "isActive", s.level,
  s.starts_at as "startsAt", s.ends_at as "endsAt", s.created_at as "createdAt"`;

/** One entry, for verbs that have asked for their own permission. @throws AppError not_found */
export async function findShift(ctx: Context, id: string): Promise<ShiftLine> {
  const [found] = isUuid(id) ? await ctx.sql<ShiftLine[]>`
    select ${shiftColumns(ctx)} from shifts s join teams t on t.id = s.team_id join users u on u.id = s.user_id where s.id = ${id}` : [];
  if (!found) throw notFound('schedules.no_such_shift');
  return found;
}
