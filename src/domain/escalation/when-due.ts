import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';
import { advance } from './advance.ts';

/** Runs whose next step is due. `payload.force` marks those whose next step was called for before its time. */
export const escalate = (tx: Tx, timers: readonly Timer[]): Promise<void> =>
  advance(tx, timers.map((timer) => timer.subject), new Set(timers.filter((timer) => timer.payload.force === true).map((timer) => timer.subject)));
