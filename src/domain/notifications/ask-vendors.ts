import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';

/** Answers by SMS are to be looked for: by a job, since a vendor may take its time. */
export async function readReplies(tx: Tx, timers: readonly Timer[]): Promise<void> {
  await tx.queue.send(tx.sql, timers.map(({ subject }) => ({ name: 'read-replies' as const, payload: { providerId: subject }, options: { key: `replies ${subject}` } })));
}

/** A call must have ended by now: its state is asked for. */
export async function callResult(tx: Tx, timers: readonly Timer[]): Promise<void> {
  await tx.queue.send(tx.sql, timers.map(({ subject, payload }) => ({ name: 'call-result' as const, payload: { notificationId: subject, tries: Number(payload['tries'] ?? 0) }, options: { key: `call ${subject}` } })));
}
