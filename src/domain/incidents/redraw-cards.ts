import type { Tx } from '../../context.ts';
import type { Job } from '../../queue.ts';

/** Incidents travel together in one job, so that thousands of pages at one instant are no thousands of jobs. */
const perJob = 25;

/**
 * Every posted copy of these incidents' cards shows within a second or two what became of their pages. Their rows are left
 * alone until then: pages do not wait for cards.
 */
export async function redrawCards(tx: Tx, incidentIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(incidentIds)].toSorted();
  const jobs: Job[] = [];
  for (let at = 0; at < ids.length; at += perJob) jobs.push({ name: 'redraw-cards', payload: { incidentIds: ids.slice(at, at + perJob) }, options: { delaySeconds: 1 } });
  if (jobs.length > 0) await tx.queue.send(tx.sql, jobs);
}
