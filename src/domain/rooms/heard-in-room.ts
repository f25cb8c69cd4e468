import type { Tx } from '../../context.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';

/**
 * A person wrote in an incident's room: the incident counts as being worked on (spec §5, activity).
 * In the transaction that keeps the words, so that both or neither are there.
 * @throws AppError forbidden, not_found
 */
export async function heardInRoom(tx: Tx, incidentId: string): Promise<void> {
  const incident = await loadIncident(tx, incidentId);
  await demandOnIncident(tx, 'add_incidentcomment', incident);
  await tx.sql`update incidents set last_human_at = ${tx.now} where id = ${incident.id}`;
}
