import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { beginRuns } from '../timers/runs.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident, touched } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** Ends a snooze before its time: a new run begins, as at its end. @throws AppError forbidden, not_found, conflict (not snoozed) */
export async function endSnooze(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const [back] = await tx.sql`
      update incidents set snoozed_until = null, snoozed_until_clear = false, changed_by_person_at = coalesce(${touched(tx, tx.now)}, changed_by_person_at)
      where id = ${seen.id} and status = 'TRIGGERED' and snoozed_until is not null returning id`;
    if (!back) throw conflict('incidents.not_snoozed', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await clearTimers(tx.sql, 'unsnooze', [seen.id]);
    await beginRuns(tx, [{ incidentId: seen.id, severity: seen.severity, reason: 'snooze ended' }]);
    await record(tx, seen, { kind: 'snooze_ended', key: 'incidents.snooze_ended_by', params: { name: nameOf(tx.actor) } });
    return loadIncident(tx, seen.id);
  });
}
