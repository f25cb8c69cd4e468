import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';
import { watchActivity } from './still/watch.ts';

/**
 * Opens a resolved incident again, acknowledged by whoever reopens it.
 * @throws AppError conflict when it is open, was merged away, or another incident has its group key by now (merge them then)
 */
export async function reopen(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'resolve_incident', seen);
  if (seen.merged_into !== null) throw conflict('incidents.is_merged', { incident: shortId(seen) });

  return transaction(ctx, async (tx) => {
    const user = userIdOf(tx.actor);
    await demandFreeKey(tx, seen);
    const [done] = await tx.sql`
      update incidents set status = 'ACKNOWLEDGED', resolved_at = null, resolved_by = null, resolved_how = null, mitigated_at = null, muted_until = null,
        acknowledged_at = coalesce(acknowledged_at, ${tx.now}), acknowledged_by = coalesce(acknowledged_by, ${user}),
        holder_id = ${user}, held_since = ${tx.now}, lead_id = coalesce(lead_id, ${user}), changed_by_person_at = ${tx.now}
      where id = ${seen.id} and status = 'RESOLVED' returning id`;
    if (!done) throw conflict('incidents.is_open', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await clearTimers(tx.sql, 'unmute', [seen.id]);
    await watchActivity(tx, seen);
    await record(tx, seen, { kind: 'reopened', key: 'incidents.reopened', params: { name: nameOf(tx.actor) } });
    await tx.enqueue('tell-outside', { incidentId: seen.id });
    return loadIncident(tx, seen.id);
  });
}

/** At most one open incident a group key: whoever would be the second is told to merge. */
export async function demandFreeKey(ctx: Context, incident: Incident): Promise<void> {
  if (incident.group_key === null) return;
  const [other] = await ctx.sql<{ number: number }[]>`select number from incidents where group_key = ${incident.group_key} and status <> 'RESOLVED' and id <> ${incident.id} for update`;
  if (other) throw conflict('incidents.key_taken', { incident: shortId(incident), other: `INC-${other.number}` }, { detail: { merge_into: `INC-${other.number}` }, hint: { key: 'incidents.merge_instead', params: { incident: shortId(incident), other: `INC-${other.number}` } } });
}
