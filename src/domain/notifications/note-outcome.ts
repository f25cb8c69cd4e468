import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { redrawCards } from '../incidents/redraw-cards.ts';
import type { Claimed } from './claim.ts';
import { markBad } from './mark-bad.ts';
import { nextForNotice } from './next-for-notice.ts';
import { englishOf, kept, type Said } from '../said.ts';
import { nextMeans } from './settle.ts';
import { stopRinging } from './stop-ringing.ts';

/** What a vendor says later of what it had taken. `failed`: the person was not reached (busy, no answer, a machine). */
export interface LaterOutcome { state: 'delivered' | 'failed'; /** In the vendor's words, or … */ why?: string; /** … in ours. */ said?: Said; badAddress?: true }

type Row = Pick<Claimed, 'id' | 'run_id' | 'slot' | 'user_id' | 'means' | 'address' | 'why' | 'notice'> & { incident_id: string | null };

/**
 * Writes what became of a message and of those that travelled with it. Whoever was not reached is told by the next means
 * at once. Told twice, or after an answer, it changes nothing.
 */
export async function noteOutcome(ctx: Context, notificationId: string, outcome: LaterOutcome): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockIncidents(tx, notificationId);
    const why = (outcome.said === undefined ? outcome.why : englishOf(outcome.said))?.replaceAll('\u0000', '').slice(0, 500) ?? null;
    const changed = await tx.sql<Row[]>`
      update notifications set status = ${outcome.state}, error = case when ${outcome.state} = 'failed' then ${why} else error end, error_said = case when ${outcome.state} = 'failed' then ${kept(outcome.said)}::jsonb else error_said end,
        delivered_at = case when ${outcome.state} = 'delivered' then coalesce(delivered_at, ${tx.now}) else delivered_at end, finished_at = ${tx.now}, claimed_by = null
      where (id = ${notificationId} or bundle_id = ${notificationId}) and status in ('sending', 'sent', 'accepted') and means <> 'CHAT'
      returning id, run_id, slot, user_id, means, address, why, notice, incident_id`;
    if (outcome.state === 'failed') for (const row of changed) await goOn(tx, row, { ...outcome, ...(why === null ? {} : { why }) });
    const incidents = [...new Set(changed.flatMap((row) => row.incident_id ?? []))].sort();
    await redrawCards(tx, incidents);
  });
}

/** Incidents before notifications, as whoever acknowledges takes them. */
async function lockIncidents(tx: Tx, id: string): Promise<void> {
  await tx.sql`select 1 from incidents where id in (select incident_id from notifications where id = ${id} or bundle_id = ${id}) order by id for no key update`;
}

async function goOn(tx: Tx, row: Row, { badAddress, why = '' }: LaterOutcome): Promise<void> {
  if (badAddress && row.user_id !== null) {
    await markBad(tx, { userId: row.user_id, means: row.means, address: row.address, reason: why });
    await stopRinging(tx, row);
  }
  await (row.notice === null ? nextMeans(tx, row) : nextForNotice(tx, row));
}
