import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { beginRuns } from '../timers/runs.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { demandFreeKey } from './reopen.ts';
import { shortId, type Incident } from './schema.ts';

interface Undo { alerts: number[]; entries: number[]; group_key: string | null; status: string; took_key: boolean }

/**
 * Takes a merge back, for a day: alerts and timeline entries that came with it return.
 * @throws AppError conflict when it was not merged, longer than a day ago, or its group key is taken
 */
export async function unmerge(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const [merge] = await tx.sql<{ into_id: string; undo: Undo; fresh: boolean }[]>`
      delete from merges where from_id = ${seen.id} returning into_id, undo, at > ${tx.now}::timestamptz - interval '24 hours' as fresh`;
    if (!merge || seen.merged_into === null) throw conflict('incidents.not_merged', { incident: shortId(seen) });
    if (!merge.fresh) throw conflict('incidents.unmerge_too_late', { incident: shortId(seen), hours: 24 });
    const { undo } = merge;
    const into = await loadIncident(tx, merge.into_id);
    if (undo.took_key) await tx.sql`update incidents set group_key = null where id = ${into.id} and group_key = ${undo.group_key}`;
    await demandFreeKey(tx, { ...seen, group_key: undo.group_key });
    const back = await tx.sql<{ firing: boolean }[]>`update alerts set incident_id = ${seen.id} where id = any(${undo.alerts}::bigint[]) and incident_id = ${into.id} returning ended_at is null as firing`;
    const firing = back.filter((alert) => alert.firing).length;
    await tx.sql`update timeline set incident_id = ${seen.id} where id = any(${undo.entries}::bigint[])`;
    await tx.sql`update incidents set alerts_firing = alerts_firing - ${firing}, alerts_total = alerts_total - ${back.length} where id = ${into.id}`;
    const status = undo.status === 'RESOLVED' ? 'TRIGGERED' : undo.status;
    await tx.sql`
      update incidents set status = ${status}, resolved_at = null, resolved_how = null, resolved_by = null, merged_into = null, group_key = ${undo.group_key}, alerts_firing = ${firing}, alerts_total = ${back.length}, changed_by_person_at = ${tx.now} where id = ${seen.id}`;
    if (status === 'TRIGGERED') await beginRuns(tx, [{ incidentId: seen.id, severity: seen.severity, reason: 'reassigned' }]);
    await record(tx, seen, { kind: 'unmerged', key: 'incidents.unmerged', params: { name: nameOf(tx.actor), other: shortId(into) } });
    await record(tx, into, { kind: 'unmerged', key: 'incidents.unmerged', params: { name: nameOf(tx.actor), other: shortId(seen) } });
    await tx.enqueue('post-cards', { incidentId: seen.id }, { key: seen.id });
    await tx.enqueue('open-room', { incidentId: seen.id, automatic: true }, { key: seen.id });
    return loadIncident(tx, seen.id);
  });
}
