import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, invalid } from '../../errors.ts';
import { isWorse } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { endIncident } from './resolve.ts';
import { shortId, type Incident } from './schema.ts';

/**
 * Makes one incident of two: alerts, people and timeline of `ref` go to `into`; its own pages stop and it ends as merged.
 * What is needed to undo it for a day stays on its timeline.
 * @throws AppError invalid (the same incident), conflict (either is resolved, or one of them confidential)
 */
export async function merge(ctx: Context, ref: string, into: string): Promise<{ from: Incident; into: Incident }> {
  const from = await loadIncident(ctx, ref);
  const target = await loadIncident(ctx, into);
  await demandOnIncident(ctx, 'change_incident', from);
  await demandOnIncident(ctx, 'change_incident', target);
  if (from.id === target.id) throw invalid('incidents.merge_self', { incident: shortId(from) }, { fields: { into: { key: 'incidents.merge_self', params: { incident: shortId(from) } } } });

  // What is inside the one would be read by whoever sees the other.
  if (from.is_confidential !== target.is_confidential) throw conflict('incidents.merge_confidential', { incident: shortId(from.is_confidential ? from : target) });

  return transaction(ctx, async (tx) => {
    // Both rows, always in the same order, so that two merges cannot deadlock.
    const rows = await tx.sql<{ id: string; status: string; merged_into: string | null }[]>`select id, status, merged_into from incidents where id = any(${[from.id, target.id].sort()}::uuid[]) order by id for update`;
    for (const row of rows) if (row.status === 'RESOLVED') throw conflict('incidents.is_resolved', { incident: shortId(row.id === from.id ? from : target) });

    const moved = await tx.sql<{ id: number; firing: boolean }[]>`update alerts set incident_id = ${target.id} where incident_id = ${from.id} returning id, ended_at is null as firing`;
    const firing = moved.filter((alert) => alert.firing).length;
    const people = await tx.sql<{ user_id: string; role: string }[]>`
      insert into incident_people (incident_id, user_id, role) select ${target.id}, user_id, role from incident_people where incident_id = ${from.id} on conflict do nothing returning user_id, role`;
    const entries = await tx.sql<{ id: number }[]>`update timeline set incident_id = ${target.id} where incident_id = ${from.id} and kind <> 'opened' returning id`;
    await tx.sql`
      update incidents set status = 'RESOLVED', resolved_at = ${tx.now}, resolved_how = 'merge', merged_into = ${target.id}, group_key = null, muted_until = null, alerts_firing = 0, alerts_total = 0 where id = ${from.id}`;
    await endIncident(tx, from.id, 'merged');
    await tx.enqueue('tell-outside', { incidentId: from.id });
    const raised = !target.severity_by_person && isWorse(from.severity, target.severity);
    const [merged] = await tx.sql<{ status: string }[]>`
      update incidents set alerts_firing = alerts_firing + ${firing}, alerts_total = alerts_total + ${moved.length}, changed_by_person_at = ${tx.now},
        group_key = coalesce(group_key, ${from.group_key}), severity = ${raised ? from.severity : target.severity}
      where id = ${target.id} returning status`;
    // What was merged away no longer pages; a target that was milder has to, by the ladder of its new severity.
    if (raised && merged!.status === 'TRIGGERED') await beginRuns(tx, [{ incidentId: target.id, severity: from.severity, reason: 'severity raised' }]);
    if (raised) await tx.enqueue('open-room', { incidentId: target.id, automatic: true }, { key: target.id });
    const undo = { alerts: moved.map((alert) => alert.id), firing, entries: entries.map((entry) => entry.id), people, group_key: from.group_key, status: from.status, took_key: target.group_key === null };
    await record(tx, from, { kind: 'merged', key: 'incidents.merged_into', params: { name: nameOf(tx.actor), other: shortId(target) }, detail: { undo } });
    await record(tx, target, { kind: 'merged', key: 'incidents.merged_from', params: { name: nameOf(tx.actor), other: shortId(from), n: moved.length } });
    await tx.sql`insert into merges (from_id, into_id, at, undo) values (${from.id}, ${target.id}, ${tx.now}, ${JSON.stringify(undo)}::jsonb)`;
    await tx.enqueue('invite-to-room', { incidentId: target.id }, { key: target.id });
    await tx.enqueue('close-room', { incidentId: from.id }, { key: from.id });
    return { from: await loadIncident(tx, from.id), into: await loadIncident(tx, target.id) };
  });
}
