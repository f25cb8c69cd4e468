import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { redrawCards } from '../incidents/redraw-cards.ts';
import { setTimers } from '../timers/timer.ts';
import type { Claimed } from './claim.ts';
import { hastenNext } from './hasten-next.ts';
import { markBad } from './mark-bad.ts';
import { nextInTurn } from './in-turn.ts';
import { nudgeSeconds } from './means.ts';
import { kept, type Said } from '../said.ts';
import { stopRinging } from './stop-ringing.ts';
import { waitForRoom } from './wait-for-room.ts';
import { tellWhoWatches } from './test-pager.ts';
import { nextForNotice } from './next-for-notice.ts';

/** What came of handing a notification over. */
export type Verdict =
  | { ok: true; state: 'accepted' | 'delivered'; receipt?: string; providerId?: string; /** The vendor's words. */ note?: string; /** It cannot tell how it ends: to be asked after so many seconds. */ askAfterSeconds?: number; /** It is there, and nobody is: the next means does not wait. */ unseen?: true }
  | { ok: false; retry: boolean; retryAfterSeconds?: number; error: string; /** The same in no language yet, where it is a sentence of ours. */ said?: Said; providerId?: string; /** The address itself was refused: it counts no more. */ badAddress?: true }
  /** Nobody refused it: its provider has no room yet. */
  | { ok: false; crowded: true; retry: true; retryAfterSeconds: number; error: string; said?: Said }
  /** There is nothing left to tell: dropped, no fault of anybody. */
  | { ok: false; stale: true; retry: false; error: string };

/** A notice that belongs to no run is not worth more tries than this. */
const mostAttempts = 10;

/**
 * Writes the receipts. A passing fault is tried again, for a page as long as its run lives; a permanent one is a dead
 * letter, and the person's next means, or the next step, comes at once.
 */
export async function settle(ctx: Context, results: readonly { claimed: Claimed; verdict: Verdict }[]): Promise<void> {
  if (results.length === 0) return;
  await transaction(ctx, async (tx) => {
    const incidents = [...new Set(results.flatMap(({ claimed }) => (claimed.is_page && claimed.incident_id !== null ? [claimed.incident_id] : [])))].sort();
    // Incidents before notifications, as whoever acknowledges takes them.
    if (incidents.length > 0) await tx.sql`select 1 from incidents where id = any(${incidents}::uuid[]) order by id for no key update`;
    const sent = results.flatMap(({ claimed, verdict }) => (verdict.ok ? [{ claimed, verdict }] : []));
    await tx.sql`
      update notifications n set status = case when n.status = 'sending' then s.state else n.status end, receipt = s.receipt, note = s.note, delivered_at = case when s.state = 'delivered' then coalesce(n.delivered_at, ${tx.now}) else n.delivered_at end, provider_id = (select id from providers where id = s.provider::uuid), finished_at = ${tx.now}, claimed_by = null
      from unnest(${sent.map((s) => s.claimed.id)}::uuid[], ${sent.map((s) => s.verdict.state)}::text[], ${sent.map((s) => (s.verdict.receipt === undefined ? null : storable(s.verdict.receipt)))}::text[], ${sent.map((s) => s.verdict.providerId ?? null)}::text[], ${sent.map((s) => (s.verdict.note === undefined ? null : storable(s.verdict.note)))}::text[]) s(id, state, receipt, provider, note)
      -- answered, taken by another platform, or told of by the vendor before the receipt was written
      where n.id = s.id and n.status in ('sending', 'accepted', 'acted', 'delivered', 'failed')`;
    await setTimers(tx.sql, sent.filter((s) => s.verdict.askAfterSeconds !== undefined).map((s) => ({ kind: 'call-result', subject: s.claimed.id, dueAt: new Date(tx.now.getTime() + s.verdict.askAfterSeconds! * 1000), urgency: 3 })));
    for (const { claimed, verdict } of results) if (!verdict.ok && !('crowded' in verdict)) await fail(tx, claimed, verdict);
    await hastenNext(tx, sent.flatMap(({ claimed, verdict }) => (verdict.unseen && !isLow(claimed) ? [claimed] : [])));
    await waitForRoom(tx, results.flatMap(({ claimed, verdict }) => ('crowded' in verdict ? [{ claimed, seconds: verdict.retryAfterSeconds, why: verdict.error, said: verdict.said }] : [])));
    await nextInTurn(tx, results.flatMap(({ claimed }) => (claimed.user_id === null && claimed.provider_id !== null ? [claimed.id] : [])));
    if (results.some(({ claimed }) => claimed.notice !== null)) await tellWhoWatches(tx);
    await redrawCards(tx, incidents);
  });
}

async function fail(tx: Tx, claimed: Claimed, verdict: Exclude<Extract<Verdict, { ok: false }>, { crowded: true }>): Promise<void> {
  const providerId = ('providerId' in verdict ? verdict.providerId : undefined) ?? claimed.provider_id;
  const again = verdict.retry && (claimed.run_id !== null || claimed.attempts < mostAttempts);
  await tx.sql`
    update notifications set status = ${again ? 'queued' : 'stale' in verdict ? 'dropped' : 'dead'}, error = ${storable(verdict.error)}, error_said = ${'said' in verdict ? kept(verdict.said) : null}::jsonb, provider_id = (select id from providers where id = ${providerId}), claimed_by = null, finished_at = ${again ? null : tx.now}
    where id = ${claimed.id} and status = 'sending'`;
  if (again) {
    const delaySeconds = Math.min(('retryAfterSeconds' in verdict ? verdict.retryAfterSeconds : undefined) ?? Math.min(60, 2 ** claimed.attempts), 3600);
    await tx.enqueue('deliver', { notificationIds: [claimed.id] }, { delaySeconds });
    // A long wait is as good as a failure: the next means does not wait for it.
    if (delaySeconds > 30) await nextMeans(tx, claimed);
  } else if (!('stale' in verdict)) {
    if ('badAddress' in verdict && claimed.user_id !== null) await markBad(tx, { userId: claimed.user_id, means: claimed.means, address: claimed.address, reason: verdict.error });
    await stopRinging(tx, claimed);
    await (claimed.notice === null ? nextMeans(tx, claimed) : nextForNotice(tx, claimed));
  }
}

/**
 * The person's next means now; if none is left and nothing else of this step got through, the run's next step now.
 * @param only 'means': the next step keeps its time
 */
export async function nextMeans(tx: Tx, claimed: Pick<Claimed, 'id' | 'run_id' | 'slot' | 'user_id' | 'means' | 'address' | 'why'>, only?: 'means'): Promise<void> {
  // At low urgency what follows keeps its time: nobody is waiting.
  if (claimed.run_id === null || (only === 'means' && isLow(claimed))) return;
  if ((await hastenNext(tx, [claimed])).has(claimed.id) || only === 'means') return;
  const isHigh = claimed.why['urgency'] === 'high';
  // At high urgency chat is a nudge: it has its minute, and is no reason to wait for longer.
  const [others] = await tx.sql<{ reached: boolean; nudged_until: Date | null }[]>`
    select coalesce(bool_or(means <> 'CHAT' or not ${isHigh} or status = 'acted'), false) as reached, max(created_at) filter (where means = 'CHAT' and error is null) + make_interval(secs => ${nudgeSeconds}) as nudged_until
    from notifications where run_id = ${claimed.run_id} and slot = ${claimed.slot} and id <> ${claimed.id} and status not in ('dead', 'failed', 'dropped')
      and not (status = 'queued' and means = ${claimed.means} and address = ${claimed.address})`;
  if (!others!.reached) await tx.sql`
    update timers set due_at = least(due_at, greatest(${tx.now}::timestamptz, ${others!.nudged_until}::timestamptz)), payload = payload || '{"force":true}'
    where id in (select id from timers where kind = 'escalate' and subject = ${claimed.run_id} for update skip locked)
      -- Within its round: the ladder does not start over at the speed at which a provider refuses.
      and exists (select from runs r where r.id = ${claimed.run_id} and r.kind = 'ladder' and coalesce(r.next_step < jsonb_array_length(r.policy -> 'steps'), true))
      -- Nor for what an earlier step still tries: the one after it has been carried out since.
      and not exists (select from notifications n join notifications o on o.run_id = n.run_id and o.is_page and o.slot <> n.slot and o.created_at > n.created_at where n.id = ${claimed.id})`;
}

const isLow = ({ why }: Pick<Claimed, 'why'>): boolean => why['urgency'] === 'low';

/** What a vendor answered may hold anything; the database refuses NUL, and a receipt that cannot be written would be sent for again. */
const storable = (text: string): string => text.replaceAll('\u0000', '').slice(0, 1000);
