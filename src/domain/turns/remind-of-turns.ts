import type { Tx } from '../../context.ts';
import { list } from '../../db/client.ts';
import { queueNotice, type Notice } from '../notifications/queue-notice.ts';
import { dutiesBetween, type Duty } from '../oncall/duties.ts';
import type { LastSeen } from './hand-over-turns.ts';
import type { TeamPlan } from '../oncall/plan.ts';
import { isDue, reminderTimes, type ReminderTime } from './reminder-times.ts';

interface Due { duty: Duty & { teamId: string }; time: ReminderTime }
const dayMs = 86_400_000;

/**
 * Reminds of turns that begin soon, of each once by each kind. Who goes on after less than a day's break is not reminded.
 * @returns by team, when the next reminder is due (epoch milliseconds)
 */
export async function remindOfTurns(tx: Tx, plans: ReadonlyMap<string, TeamPlan>, last: LastSeen, aheadMs: number): Promise<Map<string, number>> {
  const now = tx.now.getTime();
  const coming = [...plans].flatMap(([teamId, plan]) => beginning(plan, now, now + aheadMs, last.get(teamId)).map((duty) => ({ teamId, ...duty })));
  const zones = new Map((await tx.sql<{ id: string; zone: string | null }[]>`select id, time_zone as zone from users where id = any(${[...new Set(coming.map((duty) => duty.userId))]}::uuid[])`).map((row) => [row.id, row.zone]));
  const teams = new Map((await tx.sql<{ id: string; name: string; zone: string; days: number[] }[]>`select id, name, time_zone as zone, working_hours->'days' as days from teams where id = any(${[...plans.keys()]}::uuid[])`).map((row) => [row.id, row]));
  const times = coming.flatMap((duty): Due[] => {
    const team = teams.get(duty.teamId)!;
    return reminderTimes(duty, zones.get(duty.userId) ?? team.zone, team.days).map((time) => ({ duty, time }));
  });
  const due = times.filter(({ time }) => isDue(time, now));
  await queueNotice(tx, (await notedOf(tx, due)).map((it) => noticeOf(it, teams.get(it.duty.teamId)!.name, now + aheadMs)));
  const next = new Map<string, number>();
  for (const { duty, time } of times) if (time.at > now) next.set(duty.teamId, Math.min(next.get(duty.teamId) ?? Infinity, time.at));
  return next;
}

/** What begins for whoever did not have it until then. */
function beginning(plan: TeamPlan, from: number, to: number, last: ReadonlyMap<number, string | null> | undefined): Duty[] {
  const duties = dutiesBetween(plan, from, to);
  return duties.filter((duty, at) => {
    if (duty.from === from) return false;
    const before = duties[at - 1];
    return before?.level === duty.level || last?.get(duty.level) !== duty.userId || duty.from - from >= dayMs;
  });
}

/** Those that nobody was told of yet. */
async function notedOf({ sql }: Tx, due: readonly Due[]): Promise<Due[]> {
  if (due.length === 0) return [];
  const noted = await sql<{ at: number }[]>`
    with input as (
      select * from unnest(${due.map(({ duty }) => duty.teamId)}::uuid[], ${due.map(({ duty }) => duty.level)}::smallint[], ${due.map(({ duty }) => duty.userId)}::uuid[],
        ${list(due.map(({ duty }) => new Date(duty.from)))}::timestamptz[], ${due.map(({ time }) => time.kind)}::text[]) with ordinality i(team_id, level, user_id, starts_at, kind, at)
    ),
    noted as (
      insert into turn_reminders (team_id, level, user_id, starts_at, kind) select team_id, level, user_id, starts_at, kind from input on conflict do nothing
      returning team_id, level, user_id, starts_at, kind
    )
    select i.at::int as at from input i join noted using (team_id, level, user_id, starts_at, kind)`;
  return noted.map(({ at }) => due[at - 1]!);
}

function noticeOf({ duty: { teamId, level, userId, from, to }, time: { kind } }: Due, team: string, horizon: number): Notice {
  const params = { team, level, at: new Date(from).toISOString(), until: new Date(to).toISOString() };
  const of = kind === 'day-before' ? 'turns.remind_day' : 'turns.remind_hour';
  return {
    key: `turn:${kind}:${teamId}:${level}:${from}`, userId, purpose: 'notice', teamId, means: 'chat',
    title: { key: level === 1 ? of : `${of}_level`, params },
    // What reaches beyond what was read may end later.
    body: to < horizon ? [{ key: 'turns.remind_until', params }] : [],
    actions: [{ label: 'turns.ask_for_cover', command: 'oncall/cover', args: { team, from: params.at, to: params.until } }],
  };
}
