import { userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { findInside } from './find.ts';
import type { Incident } from './schema.ts';

/** The speaker works on it too: a responder from now on, invited to its room. @throws AppError forbidden (also when it is confidential and they are not on it), not_found */
export async function joinIncident(ctx: Context, ref: string): Promise<Incident> {
  demand(ctx, 'add_incidentcomment');
  const incident = await findInside(ctx, ref);
  const me = userIdOf(ctx.actor);
  if (me === null) return incident;

  return transaction(ctx, async (tx) => {
    await tx.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${me}, 'responder') on conflict do nothing`;
    await tx.enqueue('invite-to-room', { incidentId: incident.id }, { key: incident.id });
    return incident;
  });
}
