import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { isWorse, shortSeverity, type Severity } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/**
 * A person raises or lowers the severity; from then on it outranks what alerts say. Raised while nobody has
 * acknowledged, a new run begins; a raise also does what opening at that severity does for the room.
 */
export async function changeSeverity(ctx: Context, ref: string, severity: Severity): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const [before] = await tx.sql<{ severity: Severity; status: string }[]>`select severity, status from incidents where id = ${seen.id} for update`;
    if (before!.status === 'RESOLVED') throw conflict('incidents.is_resolved', { incident: shortId(seen) });
    if (before!.severity === severity) throw conflict('incidents.same_severity', { incident: shortId(seen), severity: shortSeverity(severity) });
    const raised = isWorse(severity, before!.severity);
    // A raise breaks a snooze; lowering must not, for no run would begin.
    await tx.sql`update incidents set severity = ${severity}, severity_by_person = ${userIdOf(tx.actor) !== null}, changed_by_person_at = ${tx.now},
      snoozed_until = case when ${raised} then null else snoozed_until end, snoozed_until_clear = snoozed_until_clear and not ${raised} where id = ${seen.id}`;
    if (raised) await clearTimers(tx.sql, 'unsnooze', [seen.id]);
    if (raised && before!.status === 'TRIGGERED') await beginRuns(tx, [{ incidentId: seen.id, severity, reason: 'severity raised' }]);
    if (raised) await tx.enqueue('open-room', { incidentId: seen.id, automatic: true }, { key: seen.id });
    await record(tx, seen, { kind: 'severity', key: raised ? 'incidents.severity_raised' : 'incidents.severity_lowered', params: { name: nameOf(tx.actor), from: shortSeverity(before!.severity), to: shortSeverity(severity) } });
    return loadIncident(tx, seen.id);
  });
}
