import type { Tx } from '../../context.ts';
import type { Claimed } from './claim.ts';

/** What was refused for good is not rung again by the same way: later attempts of that step are dropped. */
export async function stopRinging(tx: Tx, { run_id: runId, slot, user_id: userId, means, address }: Pick<Claimed, 'run_id' | 'slot' | 'user_id' | 'means' | 'address'>): Promise<void> {
  await tx.sql`update notifications set status = 'dropped', finished_at = ${tx.now} where run_id = ${runId} and slot = ${slot} and user_id = ${userId} and means = ${means} and address = ${address} and status = 'queued'`;
}
