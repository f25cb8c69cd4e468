import type { Tx } from '../../context.ts';
import type { Claimed } from './claim.ts';
import { kept, type Said } from '../said.ts';

/** Seconds; what waits is gathered, so that a storm makes few messages of many. */
const gatherSeconds = 5;
/** Seconds; then it is looked again. */
const longestSeconds = 30;

/**
 * Gives back what its provider has no room for yet; pages come before everything else then. Whatever waits
 * for the same receiver travels along.
 */
export async function waitForRoom(tx: Tx, waiting: readonly { claimed: Claimed; seconds: number; why: string; said?: Said | undefined }[]): Promise<void> {
  if (waiting.length === 0) return;
  await tx.sql`
    update notifications n set status = 'queued', claimed_by = null, sent_at = null, attempts = attempts - 1, error = w.why, error_said = w.said
    from unnest(${waiting.map(({ claimed }) => claimed.id)}::uuid[], ${waiting.map(({ why }) => why)}::text[], ${waiting.map(({ said }) => kept(said))}::jsonb[]) w(id, why, said) where n.id = w.id and n.status = 'sending'`;
  const receiver = ({ claimed }: (typeof waiting)[number]): string => (claimed.is_page && claimed.user_id !== null ? `${claimed.user_id} ${claimed.means} ${claimed.address}` : '');
  for (const [key, some] of Map.groupBy(waiting, receiver)) {
    const delaySeconds = Math.min(longestSeconds, Math.max(key === '' ? 2 * gatherSeconds : gatherSeconds, ...some.map(({ seconds }) => seconds)));
    await tx.enqueue('deliver', { notificationIds: some.map(({ claimed }) => claimed.id), isCrowded: true }, { delaySeconds, ...(key === '' ? {} : { priority: 20 }) });
  }
}
