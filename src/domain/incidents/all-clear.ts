import type { Tx } from '../../context.ts';
import type { Status } from '../severity.ts';
import { clearTimers, setTimers } from '../timers/timer.ts';
import { record } from './record.ts';
import { endIncident } from './resolve.ts';

export interface ClearIncident {
  id: string;
  number: number;
  status: Status;
  team_id: string;
  alerts_firing: number;
  declared_by: string | null;
  changed_by_person_at: Date | null;
  last_human_at: Date | null;
  hold_open_until: Date | null;
  muted_until: Date | null;
  refires: Date[];
}

/** A human word in the room keeps monitoring from resolving over people's heads for this long. */
const wroteWithinMs = 30 * 60_000;

/**
 * Nothing of these incidents fires any more. One that nobody works on resolves; one that a person declared, changed
 * or wrote about in the last half hour becomes mitigated and its lead is asked; one that flaps waits for quiet.
 */
export async function allClear(tx: Tx, incidents: readonly ClearIncident[]): Promise<void> {
  for (const incident of incidents) {
    if (incident.status === 'RESOLVED') await unmute(tx, incident);
    else if (isWorkedOn(tx, incident)) await mitigateByMonitoring(tx, incident);
    else if (incident.hold_open_until !== null) await waitForQuiet(tx, incident);
    else await resolveByMonitoring(tx, incident);
  }
}

export const isWorkedOn = (tx: Tx, incident: Pick<ClearIncident, 'declared_by' | 'changed_by_person_at' | 'last_human_at'>): boolean =>
  incident.declared_by !== null || incident.changed_by_person_at !== null
  || (incident.last_human_at !== null && tx.now.getTime() - incident.last_human_at.getTime() < wroteWithinMs);

export async function resolveByMonitoring(tx: Tx, incident: Pick<ClearIncident, 'id' | 'number'>): Promise<void> {
  const [done] = await tx.sql`
    update incidents set status = 'RESOLVED', resolved_at = ${tx.now}, resolved_how = 'monitoring', resolved_by = null, snoozed_until = null, snoozed_until_clear = false, hold_open_until = null
    where id = ${incident.id} and status <> 'RESOLVED' and alerts_firing = 0 returning id`;
  if (!done) return;
  await endIncident(tx, incident.id, 'resolved by monitoring');
  await record(tx, incident, { kind: 'resolved', key: 'incidents.resolved_by_monitoring', by: 'monitoring' });
  await tx.enqueue('tell-resolved', { incidentId: incident.id }, { key: `${incident.id}:${tx.now.getTime()}` });
}

export async function mitigateByMonitoring(tx: Tx, incident: Pick<ClearIncident, 'id' | 'number'>): Promise<void> {
  const [done] = await tx.sql`
    update incidents set status = 'MITIGATED', mitigated_at = ${tx.now}, snoozed_until = null, snoozed_until_clear = false where id = ${incident.id} and status in ('TRIGGERED', 'ACKNOWLEDGED') returning id`;
  if (!done) return;
  await endIncident(tx, incident.id, 'mitigated by monitoring');
  await record(tx, incident, { kind: 'mitigated', key: 'incidents.mitigated_all_clear', by: 'monitoring' });
  await tx.enqueue('ask-resolve', { incidentId: incident.id }, { key: incident.id });
}

async function waitForQuiet(tx: Tx, incident: ClearIncident): Promise<void> {
  const quietAt = new Date(tx.now.getTime() + wroteWithinMs);
  await tx.sql`update incidents set hold_open_until = ${quietAt} where id = ${incident.id}`;
  await setTimers(tx.sql, [{ kind: 'quiet', subject: incident.id, dueAt: quietAt }]);
  await record(tx, incident, { kind: 'held', key: 'incidents.held_open', params: { n: incident.refires.length }, by: 'monitoring' });
}

async function unmute(tx: Tx, incident: ClearIncident): Promise<void> {
  if (incident.muted_until === null) return;
  await tx.sql`update incidents set muted_until = null where id = ${incident.id}`;
  await clearTimers(tx.sql, 'unmute', [incident.id]);
}
