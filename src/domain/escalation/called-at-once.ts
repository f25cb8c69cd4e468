import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { advance } from './advance.ts';

/**
 * Does the incident's own escalation call this person at once, by means of their choice? Whoever asks then need not page
 * them a second time. A first step that is due is carried out here, if nobody did so yet. Asks no permission.
 */
export async function isCalledAtOnce(ctx: Context, incidentId: string, userId: string): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const [run] = await tx.sql<{ id: string }[]>`select id from runs where incident_id = ${incidentId} and kind = 'ladder' and ended_at is null`;
    if (!run) return false;
    // The due moment before all else, as whoever carries moments out takes it: who has it already is waited for.
    const claimed = await tx.sql`delete from timers where kind = 'escalate' and subject = ${run.id} and due_at <= ${tx.now} returning 1`;
    if (claimed.length > 0) await advance(tx, [run.id]);
    const [row] = await tx.sql<{ called: boolean }[]>`
      select exists (select from notifications where run_id = ${run.id} and user_id = ${userId} and is_page and status <> 'dropped' and why->>'rule' <> 'step') as called`;
    return row!.called;
  });
}
