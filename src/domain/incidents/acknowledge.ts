import { nameOf, userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { endRuns, silence } from '../timers/runs.ts';
import { clearTimers } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';
import { watchActivity } from './still/watch.ts';

export interface Acknowledged {
  incident: Incident;
  /** False when the same person had acknowledged it before: nothing was changed. */
  changed: boolean;
}

/**
 * Takes an incident in hand. In one transaction the run ends with its due moments, so that nobody is paged
 * any further, and whoever acknowledges first becomes lead if there is none.
 * @param through the notification that was answered: it alone counts as answered; without one those in chat do where it was done in a chat
 * @throws AppError conflict with `acknowledged_by` and `acknowledged_at` when somebody else was faster, or when it is resolved
 */
export async function acknowledge(ctx: Context, ref: string, through?: string): Promise<Acknowledged> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', seen);

  return transaction(ctx, async (tx) => {
    const user = userIdOf(tx.actor);
    const [taken] = await tx.sql`
      update incidents set status = 'ACKNOWLEDGED', acknowledged_at = coalesce(acknowledged_at, ${tx.now}), acknowledged_by = coalesce(acknowledged_by, ${user}),
        holder_id = ${user}, held_since = ${tx.now}, lead_id = coalesce(lead_id, ${user}), snoozed_until = null, snoozed_until_clear = false
      where id = ${seen.id} and status = 'TRIGGERED' returning id`;
    const incident = await loadIncident(tx, seen.id);
    if (!taken) {
      if (await answeredPage(tx, incident, user, through)) return { incident, changed: false };
      return alreadyTaken(incident, user);
    }

    await endRuns(tx, [incident.id], 'acknowledged', 'ladder');
    await endOwnPages(tx, incident.id, user);
    for (const kind of ['unsnooze', 'answer-by'] as const) await clearTimers(tx.sql, kind, [incident.id]);
    await watchActivity(tx, incident);
    if (user !== null) {
      await tx.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${user}, 'responder') on conflict do nothing`;
      await noteAnswer(tx, incident.id, user, through);
      await tx.enqueue('invite-to-room', { incidentId: incident.id }, { key: incident.id });
    }
    await record(tx, incident, { kind: 'acknowledged', key: 'incidents.acknowledged', params: { name: nameOf(tx.actor) } });
    await tx.enqueue('tell-acknowledged', { incidentId: incident.id }, { key: `${incident.id}:${tx.now.getTime()}` });
    return { incident, changed: true };
  });
}

/** Whoever was called in besides (spec §5, `page`) ends that by their own answer only. @returns whether there was such a page */
async function endOwnPages(tx: Tx, incidentId: string, user: string | null): Promise<boolean> {
  if (user === null) return false;
  const ended = await tx.sql<{ id: string }[]>`
    update runs set ended_at = ${tx.now}, end_reason = 'answered' where incident_id = ${incidentId} and kind = 'page' and ended_at is null
      and (target ->> 'id' = ${user} or id in (select run_id from notifications where incident_id = ${incidentId} and user_id = ${user})) returning id`;
  await silence(tx, ended.map((run) => run.id));
  return ended.length > 0;
}

/** Somebody else has it, and this person was called in besides: their page ends, and they are one of the responders. */
async function answeredPage(tx: Tx, incident: Incident, user: string | null, through: string | undefined): Promise<boolean> {
  if (user === null || incident.status === 'RESOLVED') return false;
  await tx.sql`select 1 from incidents where id = ${incident.id} for no key update`;
  if (!(await endOwnPages(tx, incident.id, user))) return false;
  await tx.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${user}, 'responder') on conflict do nothing`;
  await noteAnswer(tx, incident.id, user, through);
  await record(tx, incident, { kind: 'joined', key: 'incidents.joined', params: { name: nameOf(tx.actor) } });
  await tx.enqueue('invite-to-room', { incidentId: incident.id }, { key: incident.id });
  return true;
}

/** By which of the pages they had it was answered: the others only arrived. */
async function noteAnswer(tx: Tx, incidentId: string, user: string, through: string | undefined): Promise<void> {
  const { actor } = tx;
  const inChat = actor.kind === 'person' && (actor.via === 'console' || actor.via === 'slack' || actor.via === 'discord');
  if (through === undefined && !inChat) return;
  await tx.sql`
    update notifications set status = 'acted', acted_at = ${tx.now} where incident_id = ${incidentId} and user_id = ${user} and is_page and status in ('sending', 'sent', 'accepted', 'delivered')
      and ${through === undefined ? tx.sql`means = 'CHAT'` : tx.sql`(id = ${through} or bundle_id = ${through})`}`;
}

function alreadyTaken(incident: Incident, user: string | null): Acknowledged {
  if (incident.status === 'ACKNOWLEDGED' && user !== null && incident.holder_id === user) return { incident, changed: false };
  const detail = { acknowledged_by: incident.acknowledged_by_name, acknowledged_at: incident.acknowledged_at?.toISOString() ?? null, status: incident.status };
  if (incident.status === 'RESOLVED') {
    throw conflict('incidents.already_resolved', { incident: shortId(incident), name: incident.resolved_by_name ?? 'monitoring', at: incident.resolved_at!.toISOString() }, { detail });
  }
  throw conflict('incidents.already_acknowledged', { incident: shortId(incident), name: incident.holder_name ?? incident.acknowledged_by_name ?? '?', at: (incident.held_since ?? incident.acknowledged_at)?.toISOString() ?? '' }, { detail });
}
