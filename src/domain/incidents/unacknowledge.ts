import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { beginRuns } from '../timers/runs.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** Gives an incident back: nobody has it in hand any more, and a new run begins at step 1. `acknowledged_at` stays. */
export async function unacknowledge(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', seen);

  return transaction(ctx, async (tx) => {
    const [back] = await tx.sql`
      update incidents set status = 'TRIGGERED', holder_id = null, held_since = null
      where id = ${seen.id} and status in ('ACKNOWLEDGED', 'MITIGATED') returning id`;
    if (!back) throw conflict('incidents.not_acknowledged', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await beginRuns(tx, [{ incidentId: seen.id, severity: seen.severity, reason: 'unacknowledged' }]);
    await record(tx, seen, { kind: 'unacknowledged', key: 'incidents.unacknowledged', params: { name: nameOf(tx.actor) } });
    return loadIncident(tx, seen.id);
  });
}
