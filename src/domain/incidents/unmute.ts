import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { beginRuns } from '../timers/runs.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { demandFreeKey } from './reopen.ts';
import { shortId, type Incident } from './schema.ts';

/**
 * Takes the mute of an incident off that was resolved while alerts fired: it is triggered again, in a new run.
 * @throws AppError conflict when it is not muted, or its alerts belong to another open incident by now
 */
export async function unmute(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'resolve_incident', seen);

  return transaction(ctx, async (tx) => {
    await demandFreeKey(tx, seen);
    const [back] = await tx.sql`
      update incidents set status = 'TRIGGERED', resolved_at = null, resolved_by = null, resolved_how = null, mitigated_at = null, holder_id = null, held_since = null, muted_until = null
      where id = ${seen.id} and status = 'RESOLVED' and muted_until is not null and merged_into is null returning id`;
    if (!back) throw conflict('commands.not_muted', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await clearTimers(tx.sql, 'unmute', [seen.id]);
    await beginRuns(tx, [{ incidentId: seen.id, severity: seen.severity, reason: 'unmuted' }]);
    await record(tx, seen, { kind: 'unmuted', key: 'commands.unmuted_by_person' });
    return loadIncident(tx, seen.id);
  });
}
