import type { Context } from '../../context.ts';
import type { TeamPlan, Turn } from '../oncall/plan.ts';
import { turnsBetween } from '../oncall/turns-between.ts';
import type { Carried } from './load-of.ts';

/**
 * Who answered. Rules and entries say so for the past as well; a pin has none of its own, so it counts since its person was seen on
 * call, and before it, in teams that only ever pin, whoever the hand-overs name. Whose account is disabled by now answered until
 * it was.
 */
export async function pastTurns({ sql }: Pick<Context, 'sql'>, plan: TeamPlan, from: number, to: number): Promise<Carried[]> {
  const [seen] = await sql<{ userId: string | null; since: Date }[]>`select user_id as "userId", since from on_call_seen where team_id = ${plan.teamId} and level = 1`;
  const since = Math.min(to, Math.max(from, plan.pinned !== null && seen?.userId === plan.pinned ? seen.since.getTime() : plan.pinned === null ? to : from));
  const pinned: Carried[] = plan.pinned === null || since >= to ? [] : [{ userId: plan.pinned, level: 1, from: since, to }];
  const turns = turnsWith(await disabledSince(sql, plan, new Date(from)), { ...plan, pinned: null });
  const before = plan.rotations.length + plan.shifts.length + plan.overrides.length > 0
    ? [...turns(from, since), ...turns(since, to).filter(({ level }) => level > 1)]
    : await handed(sql, plan.teamId, from, since);
  return [...before, ...pinned];
}

async function handed(sql: Context['sql'], teamId: string, from: number, to: number): Promise<Carried[]> {
  const rows = await sql<{ at: Date; fromUser: string | null; toUser: string | null }[]>`
    select at, from_user as "fromUser", to_user as "toUser" from handovers where team_id = ${teamId} and level = 1 and at > ${new Date(from)} order by at`;
  const bounds = [from, ...rows.map(({ at }) => Math.min(to, at.getTime())), to];
  const who = [rows[0]?.fromUser ?? null, ...rows.map(({ toUser }) => toUser)];
  return who.flatMap((userId, index): Carried[] => (userId === null || bounds[index]! >= bounds[index + 1]! ? [] : [{ userId, level: 1, from: bounds[index]!, to: bounds[index + 1]! }]));
}

/** Until when, in epoch milliseconds, people of a plan counted whose accounts were disabled since. */
async function disabledSince(sql: Context['sql'], plan: TeamPlan, since: Date): Promise<Map<string, number>> {
  const named = [...plan.shifts, ...plan.overrides].map(({ userId }) => userId).concat(plan.rotations.flatMap(({ members }) => members));
  const gone = [...new Set(named)].filter((userId) => !plan.active.has(userId));
  if (gone.length === 0) return new Map();
  const rows = await sql<{ id: string; at: Date }[]>`select id, disabled_at as at from users where id = any(${gone}::uuid[]) and not is_active and disabled_at > ${since}`;
  return new Map(rows.map(({ id, at }) => [id, at.getTime()]));
}

/** The turns of a plan in which people count until they were disabled. */
const turnsWith = (until: ReadonlyMap<string, number>, plan: TeamPlan) => (from: number, to: number): Turn[] => {
  const bounds = [...new Set([from, ...[...until.values()].filter((at) => at > from && at < to), to])].sort((a, b) => a - b);
  const pieces = bounds.slice(1).flatMap((end, index) => turnsBetween({ ...plan, active: new Set([...plan.active, ...[...until].flatMap(([userId, at]) => (at >= end ? [userId] : []))]) }, bounds[index]!, end));
  // What was cut for somebody else's sake is one turn.
  const whole: Turn[] = [];
  for (const piece of pieces.sort((a, b) => a.level - b.level || a.from - b.from)) {
    const before = whole.at(-1);
    if (before?.to === piece.from && before.level === piece.level && before.userId === piece.userId && JSON.stringify(before.by) === JSON.stringify(piece.by)) before.to = piece.to;
    else whole.push({ ...piece });
  }
  return whole;
};
