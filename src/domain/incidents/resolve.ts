import { nameOf, userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { setting } from '../settings/setting.ts';
import { endRuns } from '../timers/runs.ts';
import { clearTimers, setTimers } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

export interface Resolution { note?: string; rootCause?: string }
export interface Resolved {
  incident: Incident;
  changed: boolean;
  /** Alerts that fire on; they are mute until clear, and no longer than `mutedUntil`. */
  stillFiring: number;
  mutedUntil: Date | null;
}

/**
 * A person ends an incident. If alerts still fire they stay mute until they clear, four hours at most (setting
 * `mute_hours`); firing still then, the incident opens again.
 * @throws AppError conflict when somebody else resolved it
 */
export async function resolve(ctx: Context, ref: string, resolution: Resolution = {}): Promise<Resolved> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'resolve_incident', seen);

  return transaction(ctx, async (tx) => {
    const user = userIdOf(tx.actor);
    const hours = await setting(tx, 'mute_hours', { teamId: seen.team_id });
    const until = new Date(tx.now.getTime() + hours * 3_600_000);
    const [done] = await tx.sql`
      update incidents set status = 'RESOLVED', resolved_at = ${tx.now}, resolved_by = ${user}, resolved_how = 'person', changed_by_person_at = ${tx.now},
        resolution_note = coalesce(${resolution.note ?? null}, resolution_note), root_cause = coalesce(${resolution.rootCause ?? null}, root_cause),
        muted_until = case when alerts_firing > 0 then ${until}::timestamptz end, snoozed_until = null, snoozed_until_clear = false, hold_open_until = null
      where id = ${seen.id} and status <> 'RESOLVED' returning id`;
    const incident = await loadIncident(tx, seen.id);
    if (!done) return alreadyResolved(incident, user);
    await endIncident(tx, incident.id, 'resolved');
    if (incident.muted_until !== null) await setTimers(tx.sql, [{ kind: 'unmute', subject: incident.id, dueAt: incident.muted_until }]);
    await record(tx, incident, {
      kind: 'resolved', key: incident.alerts_firing > 0 ? 'incidents.resolved_while_firing' : 'incidents.resolved',
      params: { name: nameOf(tx.actor), n: incident.alerts_firing }, ...(resolution.note ? { text: resolution.note } : {}),
    });
    await tx.enqueue('tell-resolved', { incidentId: incident.id }, { key: `${incident.id}:${tx.now.getTime()}` });
    return { incident, changed: true, stillFiring: incident.alerts_firing, mutedUntil: incident.muted_until };
  });
}

/** What every way of ending an incident does besides its row: runs and their due moments, other timers. */
export async function endIncident(tx: Tx, incidentId: string, reason: string): Promise<void> {
  await endRuns(tx, [incidentId], reason);
  for (const kind of ['unsnooze', 'answer-by', 'quiet', 'lead-unseen', 'still-on-it'] as const) await clearTimers(tx.sql, kind, [incidentId]);
}

function alreadyResolved(incident: Incident, user: string | null): Resolved {
  if (incident.resolved_by !== null && incident.resolved_by === user) return { incident, changed: false, stillFiring: incident.alerts_firing, mutedUntil: incident.muted_until };
  const name = incident.resolved_by_name ?? 'monitoring';
  throw conflict('incidents.already_resolved', { incident: shortId(incident), name, at: incident.resolved_at!.toISOString() }, { detail: { resolved_by: name, resolved_at: incident.resolved_at!.toISOString(), status: incident.status } });
}
