import type { Tx } from '../../context.ts';
import { endRuns } from '../timers/runs.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';

/** A tool says that somebody has it in hand over there; only for sources that may (`tool_may_acknowledge`). */
export async function acknowledgeByTool(tx: Tx, incidentId: string, by: string): Promise<void> {
  const [done] = await tx.sql`
    update incidents set status = 'ACKNOWLEDGED', acknowledged_at = coalesce(acknowledged_at, ${tx.now}), held_since = ${tx.now}, snoozed_until = null, snoozed_until_clear = false where id = ${incidentId} and status = 'TRIGGERED' returning id`;
  if (!done) return;
  await endRuns(tx, [incidentId], 'acknowledged', 'ladder');
  await tx.enqueue('tell-acknowledged', { incidentId }, { key: `${incidentId}:${tx.now.getTime()}` });
  await record(tx, await loadIncident(tx, incidentId), { kind: 'acknowledged', key: 'incidents.acknowledged', params: { name: by }, by });
}
