import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';
import { sendSoon } from './queue-pages.ts';

/**
 * Chat was a nudge and nobody acted on it: the means that were to follow are due. Claiming drops those of runs that ended;
 * what only rings again ends with its step, which is when the run's next one was carried out.
 */
export async function nudge(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const ids = timers.map((timer) => timer.subject);
  const over = await tx.sql<{ id: string }[]>`
    update notifications n set status = 'dropped', finished_at = ${tx.now} where id = any(${ids}::uuid[]) and status = 'queued' and why ? 'repeat'
      and exists (select from notifications o where o.run_id = n.run_id and o.is_page and o.slot <> n.slot and o.created_at > n.created_at) returning id`;
  await sendSoon(tx, ids.filter((id) => !over.some((row) => row.id === id)), 1);
}
