import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { findUser } from '../people/find-user.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** Names who leads the response. @throws AppError not_found, conflict (resolved) */
export async function setLead(ctx: Context, ref: string, user: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);
  const lead = await findUser(ctx, user);

  return transaction(ctx, async (tx) => {
    const [done] = await tx.sql`update incidents set lead_id = ${lead.id}, changed_by_person_at = ${tx.now} where id = ${seen.id} and status <> 'RESOLVED' returning id`;
    if (!done) throw conflict('incidents.is_resolved', { incident: shortId(seen) });
    await tx.sql`insert into incident_people (incident_id, user_id, role) values (${seen.id}, ${lead.id}, 'responder') on conflict do nothing`;
    await record(tx, seen, { kind: 'lead', key: 'incidents.lead', params: { name: lead.username, by: nameOf(tx.actor) } });
    await tx.enqueue('invite-to-room', { incidentId: seen.id }, { key: seen.id });
    return loadIncident(tx, seen.id);
  });
}
