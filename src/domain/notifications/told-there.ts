import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { redrawCards } from '../incidents/redraw-cards.ts';
import type { Claimed } from './claim.ts';
import { englishOf, kept, type Said } from '../said.ts';
import { nextMeans } from './settle.ts';

/** A notification to be told on a platform, as long as that is of use. */
export interface Standing extends Claimed {
  /** The person's account there; null: nobody linked one yet. */
  chat_user_id: string | null;
  /** They have an account on another platform beside the console. */
  is_elsewhere: boolean;
}

/**
 * Which of these notifications are still to be told: handed over, their runs live, their people active. One that is told
 * late gives way to a newer page about the same incident, so that who comes back reads how it is and not how it was.
 */
export async function standing(ctx: Context, ids: readonly string[], platform: 'slack' | 'discord', isLate: boolean): Promise<Standing[]> {
  const rows = await ctx.sql<Standing[]>`
    select n.id, n.incident_id, n.run_id, n.slot, n.user_id, u.username, u.language, u.time_zone, n.purpose, n.means, n.address, n.attempts, n.provider_id, n.why, n.is_page, n.notice,
      case ${platform}::text when 'slack' then u.slack_user_id else u.discord_user_id end as chat_user_id,
      case ${platform}::text when 'slack' then u.discord_user_id else u.slack_user_id end is not null as is_elsewhere
    from notifications n join users u on u.id = n.user_id and u.is_active left join runs r on r.id = n.run_id
    where n.id = any(${ids as string[]}::uuid[]) and n.status in ('sending', 'accepted', 'delivered') and (n.run_id is null or r.ended_at is null)
      and not (${isLate} and n.is_page and exists (
        select from notifications o where o.user_id = n.user_id and o.incident_id = n.incident_id and o.is_page and o.means = 'CHAT' and o.created_at > n.created_at and o.status in ('sending', 'accepted', 'delivered', 'acted')))`;
  return rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

/** The platform took it: its receipt counts, and no longer the console's, which had it at once. */
export async function takenThere(ctx: Context, rows: readonly Standing[]): Promise<void> {
  await transaction(ctx, async (tx) => {
    await changeCards(tx, rows);
    await tx.sql`update notifications set status = 'accepted', error = null, finished_at = ${tx.now} where id = any(${rows.map((row) => row.id)}::uuid[]) and status in ('sending', 'accepted', 'delivered')`;
  });
}

/**
 * The person has an account on the platform and is not reached there now: their next means does not wait for the minute
 * that chat has (spec §7).
 * @param why in plain words, the platform's name first
 * @param forGood the platform will not take it later either: with no means left, the run's next step comes at once
 */
export async function notReached(ctx: Context, rows: readonly Standing[], why: string | Said, forGood: boolean): Promise<void> {
  await transaction(ctx, async (tx) => {
    await changeCards(tx, rows);
    await tx.sql`update notifications set error = ${(typeof why === 'string' ? why : englishOf(why)).replaceAll('\u0000', '').slice(0, 500)}, error_said = ${typeof why === 'string' ? null : kept(why)}::jsonb where id = any(${rows.map((row) => row.id)}::uuid[]) and status in ('sending', 'accepted', 'delivered')`;
    for (const row of rows) if (row.is_page) await nextMeans(tx, row, forGood ? undefined : 'means');
  });
}

/** Told in the console alone, where nobody is: the next means does not wait. */
export async function nobodyThere(ctx: Context, rows: readonly Standing[]): Promise<void> {
  await transaction(ctx, async (tx) => { for (const row of rows) if (row.is_page) await nextMeans(tx, row, 'means'); });
}

/** Cards say who was paged and what came of it. Incidents before notifications, as whoever acknowledges takes them. */
async function changeCards(tx: Tx, rows: readonly Standing[]): Promise<void> {
  const ids = [...new Set(rows.flatMap((row) => (row.is_page && row.incident_id !== null ? [row.incident_id] : [])))].sort();
  if (ids.length === 0) return;
  await tx.sql`select 1 from incidents where id = any(${ids}::uuid[]) order by id for no key update`;
  await redrawCards(tx, ids);
}
