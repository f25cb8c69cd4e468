import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, forbidden } from '../../errors.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** Whoever presses it leads and holds the incident from now on. @throws AppError forbidden, conflict (resolved, or nobody holds it) */
export async function takeOver(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', seen);
  const me = userIdOf(ctx.actor);
  if (me === null) throw forbidden('errors.sign_in_needed');

  return transaction(ctx, async (tx) => {
    const [taken] = await tx.sql`
      update incidents set lead_id = ${me}, holder_id = ${me}, held_since = ${tx.now}, changed_by_person_at = ${tx.now} where id = ${seen.id} and status in ('ACKNOWLEDGED', 'MITIGATED') returning id`;
    if (!taken) throw conflict(seen.status === 'RESOLVED' ? 'incidents.is_resolved' : 'incidents.not_acknowledged', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await tx.sql`insert into incident_people (incident_id, user_id, role) values (${seen.id}, ${me}, 'responder') on conflict do nothing`;
    await record(tx, seen, { kind: 'lead', key: 'incidents.lead', params: { name: nameOf(tx.actor), by: nameOf(tx.actor) } });
    await tx.enqueue('invite-to-room', { incidentId: seen.id }, { key: seen.id });
    return loadIncident(tx, seen.id);
  });
}
