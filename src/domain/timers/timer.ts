import type { Sql } from '../../db/client.ts';
import { json, list } from '../../db/client.ts';

/**
 * Every kind of due moment. `subject` is what it is about: a run for `escalate`,
 * a notification for `nudge`, a team for `turns`, else an incident or a storm.
 */
export type TimerKind =
  | 'escalate'      // the next step of a run
  | 'nudge'         // a chat page that nobody acted on for a minute: the next means
  | 'unmute'        // resolved by hand while alerts fire: the mute is over
  | 'unsnooze'      // a snooze is over
  | 'quiet'         // kept open after flapping: resolve if quiet
  | 'still-on-it'   // acknowledged: has anything happened since?
  | 'lead-unseen'   // the lead was paged about a worsening and did nothing
  | 'answer-by'     // the service's target for an answer has passed
  | 'storm-end'     // is the storm over?
  | 'stand-by'      // an incident's room cannot be posted to: has it lasted long enough to open one elsewhere?
  | 'cover-due'     // nobody took a turn yet that somebody asked others to take
  | 'handover-unseen' // whoever took over has not said that they have the pager
  | 'read-taps'     // what phones answered through ntfy is looked for at a provider
  | 'read-replies'  // answers by SMS are looked for at a provider
  | 'call-result'   // a call of a notification must have ended
  | 'turns';        // who is on call for a team may have changed: hand over, remind, plan the next change

export interface Timer {
  id: number;
  kind: TimerKind;
  subject: string;
  dueAt: Date;
  payload: Record<string, unknown>;
  attempts: number;
}
export interface NewTimer {
  kind: TimerKind;
  subject: string;
  dueAt: Date;
  /** 1 (SEV1) to 5: when many are late, the smallest goes first. */
  urgency?: number;
  payload?: Record<string, unknown>;
}

/**
 * Sets due moments; a second one of a kind for a subject replaces the first. Wakes the loops when the transaction commits,
 * if one comes so soon that they might sleep through it: they look once a second, and whoever notifies commits alone.
 */
export async function setTimers(sql: Sql, timers: readonly NewTimer[]): Promise<void> {
  if (timers.length === 0) return;
  await sql`
    with written as (
    insert into timers (kind, subject, due_at, urgency, payload)
    select * from unnest(${timers.map((t) => t.kind)}::text[], ${timers.map((t) => t.subject)}::uuid[], ${list(timers.map((t) => t.dueAt))}::timestamptz[],
      ${timers.map((t) => t.urgency ?? 5)}::smallint[], ${timers.map((t) => json(t.payload ?? {}))}::jsonb[])
    on conflict (kind, subject) do update set due_at = excluded.due_at, urgency = excluded.urgency, payload = excluded.payload, attempts = 0, last_error = null returning due_at)
    select pg_notify('imas_timers', '') from written where due_at < imas_now() + interval '2 seconds' limit 1`;
}

/**
 * Brings a due moment forward to `now`, or sets it. One that is being carried out at this instant is as good as brought forward; waiting
 * for it here would be a deadlock, since its handler waits for rows that the caller holds.
 */
export async function hastenTimer(sql: Sql, { kind, subject, dueAt, urgency = 5, payload = {} }: NewTimer): Promise<void> {
  const [there] = await sql`select 1 from timers where kind = ${kind} and subject = ${subject}`;
  if (!there) return setTimers(sql, [{ kind, subject, dueAt, urgency, payload }]);
  await sql`
    with hastened as (
      update timers set due_at = least(due_at, ${dueAt}), urgency = ${urgency}, payload = payload || ${json(payload)}::jsonb
      where id in (select id from timers where kind = ${kind} and subject = ${subject} for update skip locked) returning 1)
    select pg_notify('imas_timers', '') from hastened`;
}

/**
 * Takes due moments away. One that is being carried out at this instant is left to that: its handler waits for our row,
 * looks again and finds nothing to do. Waiting for it here would be a deadlock, since we hold the row it waits for.
 */
export async function clearTimers(sql: Sql, kind: TimerKind, subjects: readonly string[]): Promise<void> {
  if (subjects.length > 0) await sql`delete from timers where id in (select id from timers where kind = ${kind} and subject = any(${subjects as string[]}::uuid[]) for update skip locked)`;
}
