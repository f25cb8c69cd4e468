import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';
import { sendSoon } from './queue-pages.ts';

/** Chat was a nudge and nobody acted on it: the means that were to follow are due. Claiming drops those of runs that ended. */
export async function nudge(tx: Tx, timers: readonly Timer[]): Promise<void> {
  await sendSoon(tx, timers.map((timer) => timer.subject), 1);
}
