import type { Context } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { nextInTurn, outOfTurn } from './in-turn.ts';
import type { MeansName } from './means.ts';
import type { StoredNotice } from './queue-notice.ts';
import type { IncidentEvent } from './tell-webhooks.ts';

/** A notification that is ours to send now. */
export interface Claimed {
  id: string;
  incident_id: string | null;
  run_id: string | null;
  slot: string;
  user_id: string | null;
  username: string | null;
  language: 'en' | 'fr' | null;
  time_zone: string | null;
  purpose: 'page' | 'reminder' | 'all-clear' | 'notice' | IncidentEvent;
  means: MeansName;
  address: string;
  attempts: number;
  /** Set for what is told to one provider and to nobody in particular. */
  provider_id: string | null;
  why: Record<string, unknown>;
  is_page: boolean;
  /** Set for what is told for its own sake: its words are here, whatever the purpose. */
  notice: StoredNotice | null;
}

/**
 * Claims notifications by conditional update: still queued, and their run still live. That commit is the hand-over:
 * the run's row is held against an acknowledgement meanwhile, so after one has committed nothing of its run is claimed.
 * What is stale is dropped. @param replica our number, by which a crash gives claims back
 */
export async function claim(ctx: Context, ids: readonly string[], replica: number): Promise<Claimed[]> {
  return transaction(ctx, async (tx) => {
    const live = await tx.sql<{ id: string }[]>`
      -- In the order in which escalation takes them; by their keys, whatever the plan was made of.
      select r.id from runs r where r.ended_at is null and r.id = any(array(select run_id from notifications where id = any(${ids as string[]}::uuid[]))) order by r.incident_id, r.id for share of r`;
    const { waiting, overtaken } = await outOfTurn(tx, ids);
    const claimed = await tx.sql<Claimed[]>`
      with held as (
        -- In one order: jobs that gather what waits for one person may want the same ones.
        select id from notifications where id = any(${ids as string[]}::uuid[]) and status = 'queued' order by id for update
      ), mine as (
        update notifications n set status = 'sending', error = null, bundle_id = case when is_page then null else bundle_id end, claimed_by = ${replica}, at_once = false, attempts = attempts + 1, sent_at = coalesce(sent_at, ${tx.now})
        from held where n.id = held.id and not (n.id = any(${[...waiting, ...overtaken]}::uuid[])) and (run_id is null or run_id = any(${live.map((run) => run.id)}::uuid[]))
          and (user_id is null or exists (select from users u where u.id = n.user_id and u.is_active)) returning n.*
      )
      select ${columns(tx.sql)} from mine m left join users u on u.id = m.user_id`;
    // What was not claimed and does not wait for its turn is stale: its run is over, its person is gone, or later news went before it.
    await tx.sql`update notifications set status = 'dropped', finished_at = ${tx.now} where id = any(${ids as string[]}::uuid[]) and status = 'queued' and not (id = any(${waiting}::uuid[]))`;
    await nextInTurn(tx, overtaken);
    return claimed;
  });
}

/** What this process claimed by writing it. */
export const claimedAtOnce = (ctx: Context, ids: readonly string[], replica: number): Promise<Claimed[]> => ctx.sql<Claimed[]>`
  select ${columns(ctx.sql)} from notifications m left join users u on u.id = m.user_id where m.id = any(${ids as string[]}::uuid[]) and m.status = 'sending' and m.claimed_by = ${replica}`;

const columns = (sql: Sql) => sql`m.id, m.incident_id, m.run_id, m.slot, m.user_id, u.username, u.language, u.time_zone, m.purpose, m.means, m.address, m.attempts, m.provider_id, m.why, m.is_page, m.notice`;

/** Finds what may be on its way without reading all that ever was: by its stage, or, written as claimed, by when that was. */
export const mayBeSending = (sql: Sql, days = 1) => sql`(n.stage = 'waiting' or (n.at_once and n.created_at > imas_now() - make_interval(days => ${days})))`;
/** A process that died may be found after everything stood still for that long. */
const stoodStillDays = 30;

/**
 * Gives back what a process had claimed and not settled, and has it delivered again.
 * @param only these; all of them when the process died
 * @returns how many
 */
export async function releaseClaims(ctx: Context, replica: number, only?: readonly string[]): Promise<number> {
  return transaction(ctx, async (tx) => {
    const rows = await tx.sql<{ id: string }[]>`
      update notifications set status = 'queued', claimed_by = null where id in (select n.id from notifications n where n.status = 'sending' and n.claimed_by = ${replica}
        and ${only === undefined ? mayBeSending(tx.sql, stoodStillDays) : tx.sql`n.id = any(${only as string[]}::uuid[])`}) returning id`;
    if (rows.length > 0) await tx.enqueue('deliver', { notificationIds: rows.map((row) => row.id) }, { priority: 20 });
    return rows.length;
  });
}
