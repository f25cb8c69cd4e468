import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';
import { record } from '../incidents/record.ts';
import { shortId, type Incident } from '../incidents/schema.ts';

/** How long a room stays that somebody wants to keep. */
const days = 7;

/** Rooms of this incident are not closed for seven days from now. @throws AppError forbidden, not_found, conflict (no open room) */
export async function keepRoom(ctx: Context, ref: string): Promise<{ incident: Incident; until: Date }> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', incident);
  return transaction(ctx, async (tx) => {
    const until = new Date(tx.now.getTime() + days * 86_400_000);
    const kept = await tx.sql`update rooms set keep_until = ${until} where incident_id = ${incident.id} and archived_at is null and lost_at is null returning 1`;
    if (kept.length === 0) throw conflict('incidents.no_room', { incident: shortId(incident) });
    await record(tx, incident, { kind: 'room_kept', key: 'incidents.room_kept', params: { name: nameOf(tx.actor), at: until.toISOString() } });
    return { incident, until };
  });
}
