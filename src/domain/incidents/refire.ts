import type { Tx } from '../../context.ts';
import { isWorse, type Severity } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { record } from './record.ts';

/** From the third re-fire in an hour on, it stays open until half an hour is quiet (spec §4). */
const flapping = { times: 3, withinMs: 3_600_000 };

/**
 * Monitoring resolved it a moment ago and now it fires again: the same incident, triggered, in a new run.
 * @returns its severity, or undefined when another was faster
 */
export async function refire(tx: Tx, incident: { id: string; number: number; severity: Severity; severity_by_person: boolean }, fired: Severity): Promise<{ severity: Severity } | undefined> {
  const severity = !incident.severity_by_person && isWorse(fired, incident.severity) ? fired : incident.severity;
  const since = new Date(tx.now.getTime() - flapping.withinMs);
  const [row] = await tx.sql<{ refires: Date[] }[]>`
    update incidents set status = 'TRIGGERED', resolved_at = null, resolved_how = null, resolved_by = null, mitigated_at = null, holder_id = null, held_since = null, severity = ${severity},
      refires = array(select r from unnest(refires) r where r > ${since}) || ${tx.now}::timestamptz
    where id = ${incident.id} and status = 'RESOLVED' and resolved_how = 'monitoring' returning refires`;
  if (!row) return undefined;
  if (row.refires.length >= flapping.times) await tx.sql`update incidents set hold_open_until = ${tx.now}::timestamptz + interval '30 minutes' where id = ${incident.id}`;
  await beginRuns(tx, [{ incidentId: incident.id, severity, reason: 'refired' }]);
  await record(tx, incident, { kind: 'refired', key: 'incidents.refired' });
  return { severity };
}
