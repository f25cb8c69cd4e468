import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { endRuns } from '../timers/runs.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident, touched } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** The harm is over, the cause may not be. Mitigating a triggered incident also acknowledges it. */
export async function mitigate(ctx: Context, ref: string, note?: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const user = userIdOf(tx.actor);
    const [done] = await tx.sql`
      update incidents set status = 'MITIGATED', mitigated_at = ${tx.now}, acknowledged_at = coalesce(acknowledged_at, ${tx.now}), acknowledged_by = coalesce(acknowledged_by, ${user}),
        holder_id = coalesce(holder_id, ${user}), held_since = coalesce(held_since, ${tx.now}), lead_id = coalesce(lead_id, ${user}),
        changed_by_person_at = coalesce(${touched(tx, tx.now)}, changed_by_person_at), snoozed_until = null, snoozed_until_clear = false
      where id = ${seen.id} and status in ('TRIGGERED', 'ACKNOWLEDGED') returning id`;
    if (!done) throw conflict(seen.status === 'MITIGATED' ? 'incidents.already_mitigated' : 'incidents.is_resolved', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await endRuns(tx, [seen.id], 'mitigated');
    await clearTimers(tx.sql, 'unsnooze', [seen.id]);
    // Mitigating from triggered acknowledges: whoever was woken hears that they may sleep.
    if (seen.status === 'TRIGGERED') await tx.enqueue('tell-acknowledged', { incidentId: seen.id }, { key: `${seen.id}:${tx.now.getTime()}` });
    await record(tx, seen, { kind: 'mitigated', key: 'incidents.mitigated', params: { name: nameOf(tx.actor) }, ...(note === undefined || note === '' ? {} : { text: note }) });
    return loadIncident(tx, seen.id);
  });
}
