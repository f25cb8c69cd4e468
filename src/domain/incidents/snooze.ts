import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, invalid } from '../../errors.ts';
import { rank } from '../severity.ts';
import { endRuns } from '../timers/runs.ts';
import { setTimers } from '../timers/timer.ts';
import { demandOnIncident, touched } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** No snooze is longer: an incident nobody answers for must come back. */
const longest = 24 * 3_600_000;

/**
 * Stops the pages of this incident until an instant, or until its alerts clear (then a day at most).
 * A new alert name or a higher severity breaks it; at its end a new run begins.
 */
export async function snooze(ctx: Context, ref: string, until: Date | 'clear'): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const end = until === 'clear' ? new Date(tx.now.getTime() + longest) : until;
    if (end <= tx.now) throw invalid('incidents.snooze_past', {}, { fields: { until: { key: 'incidents.snooze_past' } } });
    if (end.getTime() - tx.now.getTime() > longest) throw invalid('incidents.snooze_too_long', { hours: 24 }, { fields: { until: { key: 'incidents.snooze_too_long', params: { hours: 24 } } } });
    const [done] = await tx.sql`
      update incidents set snoozed_until = ${end}, snoozed_until_clear = ${until === 'clear'}, changed_by_person_at = coalesce(${touched(tx, tx.now)}, changed_by_person_at)
      where id = ${seen.id} and status = 'TRIGGERED' returning id`;
    if (!done) throw conflict('incidents.snooze_triggered_only', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await endRuns(tx, [seen.id], 'snoozed');
    await setTimers(tx.sql, [{ kind: 'unsnooze', subject: seen.id, dueAt: end, urgency: rank(seen.severity) }]);
    await record(tx, seen, { kind: 'snoozed', key: until === 'clear' ? 'incidents.snoozed_until_clear' : 'incidents.snoozed', params: { name: nameOf(tx.actor), at: end.toISOString() } });
    return loadIncident(tx, seen.id);
  });
}
