import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';

/** A platform has failed for long enough: whether it still does, and where the room goes, is for the job to see. */
export const standByDue = (tx: Tx, timers: readonly Timer[]): Promise<void> =>
  tx.queue.send(tx.sql, timers.map(({ subject }) => ({ name: 'stand-by', payload: { incidentId: subject }, options: { key: subject } })));
