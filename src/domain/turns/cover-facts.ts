import type { Context } from '../../context.ts';
import { isUuid } from '../uuid.ts';

export type CoverStatus = 'open' | 'taken' | 'withdrawn' | 'lapsed';
/** One turn, or part of one, that somebody asked others to take. */
export interface CoverLine {
  id: string;
  level: number;
  startsAt: Date;
  endsAt: Date;
  status: CoverStatus;
  takenBy: { userId: string; username: string } | null;
  /** What whoever asked takes over in exchange. */
  payback: { startsAt: Date; endsAt: Date } | null;
}
/** What a person asked for at once, of one team. */
export interface CoverFacts {
  groupId: string;
  teamId: string;
  teamName: string;
  /** Whose turns they are. */
  user: { userId: string; username: string };
  /** Asked of this person only. */
  withName: string | null;
  /** In exchange for the taker's next turn. */
  isPayback: boolean;
  reason: string;
  lines: CoverLine[];
}

interface Row extends Omit<CoverFacts, 'user' | 'lines'>, Omit<CoverLine, 'takenBy' | 'payback'> { userId: string; username: string; takerId: string | null; taker: string | null; backFrom: Date | null; backTo: Date | null }

/** What was asked for at once, as it is now, of one team or of all, by team and time; asks no permission. */
export async function coverFacts(ctx: Context, groupId: string, teamId?: string): Promise<CoverFacts[]> {
  if (!isUuid(groupId)) return [];
  const rows = await ctx.sql<Row[]>`
    select c.group_id as "groupId", c.team_id as "teamId", t.name as "teamName", u.id as "userId", u.username, w.username as "withName", c.payback as "isPayback", c.reason,
      c.id, c.level, c.starts_at as "startsAt", c.ends_at as "endsAt", c.status, k.id as "takerId", k.username as taker, o.starts_at as "backFrom", o.ends_at as "backTo"
    from covers c join teams t on t.id = c.team_id join users u on u.id = c.user_id left join users w on w.id = c.with_user left join users k on k.id = c.taken_by
    left join lateral (select starts_at, ends_at from overrides o where o.cover_id = c.id and o.is_payback order by starts_at limit 1) o on true
    where c.group_id = ${groupId} ${teamId === undefined ? ctx.sql`` : ctx.sql`and c.team_id = ${teamId}`} order by lower(t.name), t.id, c.starts_at, c.level`;
  return [...Map.groupBy(rows, (row) => row.teamId).values()].map((mine): CoverFacts => {
    const { teamName, userId, username, withName, isPayback, reason } = mine[0]!;
    return { groupId, teamId: mine[0]!.teamId, teamName, user: { userId, username }, withName, isPayback, reason, lines: mine.map(lineOf) };
  });
}

const lineOf = ({ id, level, startsAt, endsAt, status, takerId, taker, backFrom, backTo }: Row): CoverLine => ({
  id, level, startsAt, endsAt, status, takenBy: takerId === null ? null : { userId: takerId, username: taker! },
  payback: backFrom === null ? null : { startsAt: backFrom, endsAt: backTo! },
});
