import type { Tx } from '../../context.ts';
import { list } from '../../db/client.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { onCallAt } from '../oncall/on-call-at.ts';
import type { TeamPlan } from '../oncall/plan.ts';
import { turnsBetween } from '../oncall/turns-between.ts';
import { wantBulletins } from '../oncall/want-bulletin.ts';

/** Minutes after which whoever takes over and says nothing is told by other means; after twice as many others hear of it. */
export const unseenMinutes = 15;

/** By team and level, who answered last: null when nobody has yet. */
export type LastSeen = ReadonlyMap<string, ReadonlyMap<number, string | null>>;

interface Seen { team_id: string; level: number; user_id: string | null; since: Date }
interface Change { teamId: string; level: number; at: Date; from: string | null; since: Date | null; to: string; confirmedBy: string | null }

/**
 * Compares who answers now with who did when we last looked, and writes a hand-over for every level that another person
 * has. While nobody answers nothing is handed over: whoever comes next takes over from whoever was last.
 * @returns who answered last, now included
 */
export async function handOver(tx: Tx, plans: ReadonlyMap<string, TeamPlan>, timers: readonly Timer[]): Promise<LastSeen> {
  const teamIds = [...plans.keys()];
  const seen = await tx.sql<Seen[]>`select team_id, level, user_id, since from on_call_seen where team_id = any(${teamIds}::uuid[])`;
  const before = new Map([...Map.groupBy(seen, (row) => row.team_id)].map(([teamId, rows]) => [teamId, new Map(rows.map((row) => [row.level, row]))]));
  const last = new Map<string, Map<number, string | null>>();
  const looks: Seen[] = [];
  const changes: Change[] = [];
  for (const timer of timers) {
    const plan = plans.get(timer.subject);
    if (plan === undefined) continue;
    const known = before.get(timer.subject) ?? new Map<number, Seen>();
    const lastHere = new Map([...known].map(([level, row]) => [level, row.user_id]));
    last.set(timer.subject, lastHere);
    for (const { level, userId } of onCallAt(plan, tx.now.getTime())) {
      const was = known.get(level);
      if (was !== undefined && (userId === null || was.user_id === userId)) continue;
      const at = changedAt(tx, timer, plan, level);
      lastHere.set(level, userId);
      looks.push({ team_id: timer.subject, level, user_id: userId, since: at });
      // Seen for the first time: nobody handed anything over.
      if (was !== undefined && userId !== null) changes.push({ teamId: timer.subject, level, at, from: was.user_id, since: was.user_id === null ? null : was.since, to: userId, confirmedBy: timer.payload['by'] === userId ? userId : null });
    }
  }
  await note(tx, looks);
  await write(tx, changes);
  return last;
}

/** A planned change came with the turn; any other just now, whenever the turn pretends to have begun. */
function changedAt({ now }: Tx, timer: Timer, plan: TeamPlan, level: number): Date {
  if (timer.payload['planned'] !== true) return now;
  const turn = turnsBetween(plan, timer.dueAt.getTime(), now.getTime() + 1).findLast((one) => one.level === level);
  return new Date(turn?.from ?? timer.dueAt);
}

async function note({ sql }: Tx, looks: readonly Seen[]): Promise<void> {
  if (looks.length === 0) return;
  await sql`
    insert into on_call_seen (team_id, level, user_id, since)
    select * from unnest(${looks.map((one) => one.team_id)}::uuid[], ${looks.map((one) => one.level)}::smallint[], ${looks.map((one) => one.user_id)}::uuid[], ${list(looks.map((one) => one.since))}::timestamptz[])
    on conflict (team_id, level) do update set user_id = excluded.user_id, since = excluded.since`;
}

async function write(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const made = await tx.sql<{ id: string; teamId: string; level: number; to: string; at: Date; confirmed: boolean; isLive: boolean }[]>`
    with written as (
      insert into handovers (team_id, level, at, from_user, from_since, to_user, confirmed_at, confirmed_by)
      select team_id, level, at, from_user, from_since, to_user, case when confirmed_by is not null then ${tx.now}::timestamptz end, confirmed_by
      from unnest(${changes.map((one) => one.teamId)}::uuid[], ${changes.map((one) => one.level)}::smallint[], ${list(changes.map((one) => one.at))}::timestamptz[], ${changes.map((one) => one.from)}::uuid[],
        ${list(changes.map((one) => one.since))}::timestamptz[], ${changes.map((one) => one.to)}::uuid[], ${changes.map((one) => one.confirmedBy)}::uuid[]) c(team_id, level, at, from_user, from_since, to_user, confirmed_by)
      on conflict (team_id, level, at) do nothing returning *
    )
    select w.id, team_id as "teamId", level, to_user as "to", at, confirmed_at is not null as confirmed, t.state = 'live' as "isLive" from written w join teams t on t.id = w.team_id`;
  const earlier = await tx.sql<{ id: string; teamId: string; isQuiet: boolean }[]>`
    select distinct on (h.team_id, h.level) h.id, h.team_id as "teamId", h.level > 1 as "isQuiet" from handovers h join unnest(${made.map((one) => one.id)}::uuid[]) made(id) on true join handovers n on n.id = made.id
    where h.team_id = n.team_id and h.level = n.level and h.at < n.at order by h.team_id, h.level, h.at desc`;
  await wantBulletins(tx, [
    ...made.map(({ id, teamId, level, to }) => ({ kind: 'handover' as const, subject: id, teamId, people: [to], isQuiet: level > 1 })),
    // What was handed over before asks for nothing more.
    ...earlier.map(({ id, teamId, isQuiet }) => ({ kind: 'handover' as const, subject: id, teamId, isQuiet, isOver: true })),
  ]);
  await setTimers(tx.sql, made.filter(({ level, confirmed, isLive }) => level === 1 && !confirmed && isLive).map(({ id, at }) => {
    const dueAt = new Date(Math.max(at.getTime(), tx.now.getTime()) + unseenMinutes * 60_000);
    return { kind: 'handover-unseen' as const, subject: id, dueAt, payload: { told: 'nobody' } };
  }));
}
