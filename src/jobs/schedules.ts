import type { Context } from '../context.ts';
import type { ScheduleLine } from '../domain/ports.ts';
import { setting } from '../domain/settings/setting.ts';
import type { Scheduled, ScheduledTools } from './handlers/scheduled.ts';
import type { Handler, Runner } from './runner.ts';

const times = {
  'check-pending-escalations': 'check_pending_escalations_at',
  'send-unacknowledged-reminders': 'send_unacknowledged_reminders_at',
  'purge-raw-posts': 'purge_raw_posts_at',
  'cleanup-stale-war-rooms': 'cleanup_stale_war_rooms_at',
  'check-on-call': 'check_on_call_at',
} as const;
export type ScheduledName = keyof typeof times;
export const scheduledNames = Object.keys(times) as ScheduledName[];

/** Tells the queue when each scheduled job runs, by the settings; called at start and whenever the net runs, so changes hold soon. */
export async function applySchedules(ctx: Context, runner: Runner, timeZone: string): Promise<void> {
  for (const name of scheduledNames) await runner.schedule(name, await setting(ctx, times[name]), timeZone);
}

/** A scheduled job as a handler: carried out, and its result noted for `/imas jobs`. */
export const noting = (name: ScheduledName, work: Scheduled, tools: ScheduledTools): Handler<ScheduledName> => async (ctx) => {
  await runNoting(ctx, name, work, tools);
};

export async function runNoting(ctx: Context, name: ScheduledName, work: Scheduled, tools: ScheduledTools): Promise<string> {
  const result = await work(ctx, tools);
  await ctx.sql`insert into schedule_marks (name, last_run_at, last_result) values (${name}, imas_now(), ${result}) on conflict (name) do update set last_run_at = excluded.last_run_at, last_result = excluded.last_result`;
  return result;
}

/** All scheduled jobs: when, last run and result, next run. */
export async function listSchedules(ctx: Context, runner: Runner, timeZone: string): Promise<ScheduleLine[]> {
  const marks = new Map((await ctx.sql<{ name: string; last_run_at: Date; last_result: string }[]>`select * from schedule_marks`).map((mark) => [mark.name, mark]));
  return Promise.all(scheduledNames.map(async (name) => {
    const when = await setting(ctx, times[name]);
    const mark = marks.get(name);
    return { name, when, lastRunAt: mark?.last_run_at ?? null, lastResult: mark?.last_result ?? '', nextRunAt: runner.nextRun(when, timeZone) };
  }));
}
