import { setting } from '../../domain/settings/setting.ts';
import { checkNightly } from '../../domain/escalation/preflight/check-nightly.ts';
import { sweepEscalations } from '../../domain/escalation/sweep.ts';
import { closeStaleRooms } from '../../domain/rooms/stale-rooms.ts';
import { repairTurns } from '../../domain/turns/repair-turns.ts';
import { remind } from '../../domain/notifications/remind.ts';
import type { Ports } from '../../domain/ports.ts';
import type { Context } from '../../context.ts';

/** Each scheduled job answers with its result in a line, for `/imas jobs`. */
export type Scheduled = (ctx: Context, tools: ScheduledTools) => Promise<string>;
/** What some of them need of the layers above. */
export type ScheduledTools = Pick<Ports, 'checkChannel'>;

export const checkPendingEscalations: Scheduled = async (ctx) => {
  const { repaired } = await sweepEscalations(ctx);
  await repairTurns(ctx);
  return repaired === 0 ? 'nothing to repair' : `${repaired} due moments put back`;
};
export const sendUnacknowledgedReminders: Scheduled = async (ctx) => {
  const { people } = await remind(ctx);
  return people === 0 ? 'nobody to remind' : `${people} reminded`;
};
export const purgeRawPosts: Scheduled = async (ctx) => {
  const days = await setting(ctx, 'raw_posts_days');
  const count = await inPortions(() => ctx.sql`delete from raw_posts where ctid = any(array(select ctid from raw_posts where received_at < imas_now() - make_interval(days => ${days}) limit ${portion}))`);
  await ctx.sql`delete from idempotency_keys where created_at < imas_now() - interval '1 day'`;
  await ctx.sql`delete from sessions where expires_at < imas_now()`;
  await ctx.sql`delete from acknowledge_links where expires_at < imas_now() - interval '7 days'`;
  await forgetOldChat(ctx);
  await forgetOldTurns(ctx, await setting(ctx, 'on_call_history_days'));
  return `${count} bodies removed`;
};
export const cleanupStaleWarRooms: Scheduled = async (ctx) => {
  const incidents = await closeStaleRooms(ctx);
  return incidents === 0 ? 'no room to close' : `the rooms of ${incidents} ${incidents === 1 ? 'incident' : 'incidents'} close`;
};

export const checkOnCall: Scheduled = async (ctx, { checkChannel }) => {
  const { findings, cards } = await checkNightly(ctx, checkChannel);
  return findings === 0 ? 'nothing found' : `${findings} ${findings === 1 ? 'finding' : 'findings'}, ${cards === 0 ? 'told before' : `${cards} ${cards === 1 ? 'card' : 'cards'}`}`;
};

/** A statement that takes long is taken for lost, and its connection given up. */
const portion = 5000;

/** Repeats a deletion of at most a portion until nothing is left. @returns how many rows went */
async function inPortions(remove: () => Promise<{ count: number }>): Promise<number> {
  let gone = 0;
  for (;;) {
    const { count } = await remove();
    gone += count;
    if (count < portion) return gone;
  }
}

/** What chat needed for a while: deliveries that could have come twice, turns that were taken, values behind buttons that nobody presses any more. */
async function forgetOldChat({ sql }: Context): Promise<void> {
  await sql`delete from chat_events where seen_at < imas_now() - interval '7 days'`;
  await sql`delete from chat_budgets where next_at < imas_now() - interval '1 day'`;
  await sql`delete from chat_values where created_at < imas_now() - interval '90 days'`;
  await sql`delete from pending_actions where created_at < imas_now() - interval '30 days' and not exists (select from access_requests a where a.pending_id = pending_actions.id and a.decided_at is null)`;
}

/** What on-call left behind: hand-overs, where their cards and those of covers and findings stand, which turns somebody was reminded of, findings that newer ones replaced. */
async function forgetOldTurns({ sql }: Context, days: number): Promise<void> {
  const before = sql`imas_now() - make_interval(days => ${days})`;
  await inPortions(() => sql`delete from handovers where ctid = any(array(select ctid from handovers where at < ${before} limit ${portion}))`);
  await inPortions(() => sql`delete from bulletins where ctid = any(array(select ctid from bulletins where created_at < ${before} limit ${portion}))`);
  await inPortions(() => sql`delete from turn_reminders where ctid = any(array(select ctid from turn_reminders where starts_at < ${before} limit ${portion}))`);
  await inPortions(() => sql`
    delete from on_call_checks where ctid = any(array(select c.ctid from on_call_checks c where c.checked_at < ${before}
      and exists (select from on_call_checks newer where newer.team_id is not distinct from c.team_id and newer.checked_at > c.checked_at) limit ${portion}))`);
}
