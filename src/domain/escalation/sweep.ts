import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { UrgencyRule } from '../services/schema.ts';
import { urgencyOf } from '../services/urgency.ts';
import { rank, type Severity } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { setTimers } from '../timers/timer.ts';

/**
 * The net under the exact timers (`check-pending-escalations`): no open, unacknowledged, high-urgency incident may be
 * without a next due moment. What should never be missing is put back, and counted. Running it twice changes nothing.
 * @returns how many due moments and runs were repaired
 */
export async function sweepEscalations(ctx: Context): Promise<{ repaired: number }> {
  return transaction(ctx, async (tx) => {
    const silent = await tx.sql<{ id: string; severity: Severity; began_at: Date }[]>`
      select r.id, i.severity, r.began_at from runs r join incidents i on i.id = r.incident_id
      where r.ended_at is null and (i.status = 'TRIGGERED' or r.kind = 'page') and i.status <> 'RESOLVED'
        and not exists (select from timers t where t.kind = 'escalate' and t.subject = r.id)
        and not (r.kind = 'ladder' and i.severity >= 'SEV3_MEDIUM' and r.policy is not null)
      for update of r skip locked`;
    await setTimers(tx.sql, silent.map((run) => ({ kind: 'escalate', subject: run.id, dueAt: tx.now, urgency: rank(run.severity) })));

    const unattended = await tx.sql<{ id: string; severity: Severity; rule: UrgencyRule; working_hours: WorkingHours; time_zone: string }[]>`
      select i.id, i.severity, s.urgency as rule, t.working_hours, t.time_zone from incidents i join services s on s.id = i.service_id join teams t on t.id = i.team_id
      where i.status = 'TRIGGERED' and (i.snoozed_until is null or i.snoozed_until <= ${tx.now}) and not exists (select from runs r where r.incident_id = i.id and r.kind = 'ladder' and r.ended_at is null)
      for update of i skip locked`;
    const high = unattended.filter((row) => urgencyOf({ severity: row.severity, rule: row.rule, workingHours: row.working_hours, zone: row.time_zone, instant: tx.now }) === 'high');
    await beginRuns(tx, high.map((row) => ({ incidentId: row.id, severity: row.severity, reason: 'repaired' as const })));
    const repaired = silent.length + high.length;
    if (repaired > 0) tx.log.warn({ timers: silent.length, runs: high.length }, 'the sweep put missing due moments back');
    return { repaired };
  });
}
