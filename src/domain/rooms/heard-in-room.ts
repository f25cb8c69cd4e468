import type { Tx } from '../../context.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';
import type { RoomPlatform } from './room.ts';

/**
 * A person wrote in an incident's room: the incident counts as being worked on, and the room as being used (spec §5,
 * activity). In the console in the transaction that keeps the words, so that both or neither are there; what was said
 * elsewhere is said already and asks for no permission.
 * @throws AppError forbidden, not_found
 */
export async function heardInRoom(tx: Tx, incidentId: string, platform: RoomPlatform = 'console'): Promise<void> {
  const incident = await loadIncident(tx, incidentId);
  if (platform === 'console') await demandOnIncident(tx, 'add_incidentcomment', incident);
  await tx.sql`update incidents set last_human_at = ${tx.now} where id = ${incident.id}`;
  await tx.sql`update rooms set last_human_at = ${tx.now} where incident_id = ${incident.id} and platform = ${platform}`;
}
