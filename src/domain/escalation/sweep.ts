import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { watchForgotten } from '../incidents/still/watch.ts';
import { sendForgotten } from '../notifications/send-forgotten.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { UrgencyRule } from '../services/schema.ts';
import { urgencyOf } from '../services/urgency.ts';
import { rank, type Severity } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { setTimers } from '../timers/timer.ts';

interface Facts { id: string; severity: Severity; rule: UrgencyRule; working_hours: WorkingHours; time_zone: string }
const urgencyAt = (facts: Facts, instant: Date) => urgencyOf({ severity: facts.severity, rule: facts.rule, workingHours: facts.working_hours, zone: facts.time_zone, instant });

/**
 * The net under the exact timers (`check-pending-escalations`): no open, unacknowledged, high-urgency incident may be
 * without a next due moment. What should never be missing is put back, and counted. Running it twice changes nothing.
 * @returns how many due moments and runs were repaired
 */
export async function sweepEscalations(ctx: Context): Promise<{ repaired: number }> {
  return transaction(ctx, async (tx) => {
    const without = await tx.sql<(Facts & { kind: 'ladder' | 'page'; begun: boolean })[]>`
      select r.id, r.kind, r.policy is not null as begun, i.severity, s.urgency as rule, t.working_hours, t.time_zone
      from runs r join incidents i on i.id = r.incident_id join services s on s.id = i.service_id join teams t on t.id = i.team_id
      where r.ended_at is null and (i.status = 'TRIGGERED' or r.kind = 'page') and i.status <> 'RESOLVED'
        and not exists (select from timers d where d.kind = 'escalate' and d.subject = r.id)
      for update of r skip locked`;
    // A ladder of low urgency may come to its end; if working hours have made it urgent since, it goes on.
    const silent = without.filter((run) => run.kind === 'page' || !run.begun || urgencyAt(run, tx.now) === 'high');
    await setTimers(tx.sql, silent.map((run) => ({ kind: 'escalate', subject: run.id, dueAt: tx.now, urgency: rank(run.severity) })));

    const unattended = await tx.sql<Facts[]>`
      select i.id, i.severity, s.urgency as rule, t.working_hours, t.time_zone from incidents i join services s on s.id = i.service_id join teams t on t.id = i.team_id
      where i.status = 'TRIGGERED' and (i.snoozed_until is null or i.snoozed_until <= ${tx.now}) and not exists (select from runs r where r.incident_id = i.id and r.kind = 'ladder' and r.ended_at is null)
      for update of i skip locked`;
    const high = unattended.filter((row) => urgencyAt(row, tx.now) === 'high');
    await beginRuns(tx, high.map((row) => ({ incidentId: row.id, severity: row.severity, reason: 'repaired' as const })));
    const unsent = await sendForgotten(tx);
    await watchForgotten(tx);
    const repaired = silent.length + high.length + unsent;
    if (repaired > 0) tx.log.warn({ timers: silent.length, runs: high.length, notifications: unsent }, 'the sweep put missing due moments back');
    return { repaired };
  });
}
