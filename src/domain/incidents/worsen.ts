import type { Tx } from '../../context.ts';
import { isWorse, shortSeverity, type Severity, type Status } from '../severity.ts';
import { beginPage, beginRuns } from '../timers/runs.ts';
import { clearTimers, setTimers } from '../timers/timer.ts';
import { record } from './record.ts';

/**
 * What alerts that join may do to an incident: raise its severity (unless a person set it), break a snooze, begin a new
 * run while nobody has acknowledged, or page the lead of one that is in hand, and the ladder if the lead does not look.
 */
export async function worsen(tx: Tx, incident: { id: string; number: number; status: Status; severity: Severity; severity_by_person: boolean; team_id: string }, joined: readonly { name: string; severity: Severity }[]): Promise<void> {
  const worst = joined.map(({ severity }) => severity).sort()[0]!;
  const raised = !incident.severity_by_person && isWorse(worst, incident.severity);
  if (raised) {
    await tx.sql`update incidents set severity = ${worst} where id = ${incident.id}`;
    await record(tx, incident, { kind: 'severity', key: 'incidents.severity_raised_by_alert', params: { from: shortSeverity(incident.severity), to: shortSeverity(worst) }, by: 'monitoring' });
    await tx.enqueue('open-room', { incidentId: incident.id, automatic: true }, { key: incident.id });
  }
  const severity = raised ? worst : incident.severity;
  const [snoozed] = await tx.sql<{ snoozed: boolean; lead_id: string | null; lead_name: string | null; timeout: number }[]>`
    select i.snoozed_until > ${tx.now} as snoozed, lead.id as lead_id, lead.username as lead_name, t.acknowledge_timeout_minutes as timeout
    from incidents i join teams t on t.id = i.team_id left join users lead on lead.id = i.lead_id and lead.is_active where i.id = ${incident.id}`;
  const inHand = incident.status === 'ACKNOWLEDGED' || incident.status === 'MITIGATED';
  if (!raised && !inHand && snoozed!.snoozed !== true) return;
  const news = raised || (await hasNewName(tx, incident.id, joined, inHand));
  if (!news) return;

  if (snoozed!.snoozed === true) {
    await tx.sql`update incidents set snoozed_until = null, snoozed_until_clear = false where id = ${incident.id}`;
    await clearTimers(tx.sql, 'unsnooze', [incident.id]);
    await record(tx, incident, { kind: 'snooze_broken', key: 'incidents.snooze_broken', by: 'monitoring' });
    await beginRuns(tx, [{ incidentId: incident.id, severity, reason: 'snooze ended' }]);
  } else if (incident.status === 'TRIGGERED') {
    await beginRuns(tx, [{ incidentId: incident.id, severity, reason: 'severity raised' }]);
  } else if (snoozed!.lead_id === null) {
    // Nobody could be asked: it is in nobody's hand, and a ladder climbs only for what is triggered.
    await tx.sql`update incidents set status = 'TRIGGERED', holder_id = null, held_since = null where id = ${incident.id}`;
    await beginRuns(tx, [{ incidentId: incident.id, severity, reason: 'lead unseen' }]);
    await record(tx, incident, { kind: 'lapsed', key: 'incidents.lapsed', by: 'monitoring' });
  } else {
    await beginPage(tx, { id: incident.id, severity }, { kind: 'USER', id: snoozed!.lead_id }, 'worsened');
    await record(tx, incident, { kind: 'worsened', key: 'incidents.worsened', params: { name: snoozed!.lead_name! }, by: 'monitoring' });
    await setTimers(tx.sql, [{ kind: 'lead-unseen', subject: incident.id, dueAt: new Date(tx.now.getTime() + snoozed!.timeout * 60_000), payload: { since: tx.now.toISOString() } }]);
  }
}

/** An alert name this incident has not had before; while people have it in hand, only of SEV2 and worse. */
async function hasNewName(tx: Tx, incidentId: string, joined: readonly { name: string; severity: Severity }[], inHand: boolean): Promise<boolean> {
  const counts = Map.groupBy(joined.filter(({ severity }) => !inHand || severity <= 'SEV2_HIGH'), ({ name }) => name);
  if (counts.size === 0) return false;
  const stored = await tx.sql<{ name: string; n: number }[]>`select name, count(*)::int as n from alerts where incident_id = ${incidentId} and name = any(${[...counts.keys()]}) group by name`;
  // The joined ones are stored already: a name that only they have is new.
  return stored.some(({ name, n }) => n <= counts.get(name)!.length);
}
