import { system, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { record } from '../incidents/record.ts';
import type { RoomLead } from './lead.ts';
import type { RoomPlatform } from './room.ts';

export interface Move {
  incident: { id: string; number: number };
  home: RoomLead['home'];
  /** What was decided on; undefined: the room never moved. */
  lead: RoomLead | undefined;
  to: RoomPlatform;
  /** Both platforms' names and why, for the timeline. */
  params: { from: string; to: string; why: string };
}

/** Another platform's room leads from now on, unless somebody was faster. @returns whether it does */
export async function moveRoom(ctx: Context, { incident, home, lead, to, params }: Move): Promise<boolean> {
  return transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const moved = lead === undefined
      ? await tx.sql`insert into room_leads (incident_id, home, platform, since) values (${incident.id}, ${home}, ${to}, ${tx.now}) on conflict do nothing returning 1`
      : await tx.sql`update room_leads set platform = ${to}, since = ${tx.now}, is_returning = false, returning_by = null where incident_id = ${incident.id} and platform = ${lead.platform} and since = ${lead.since} returning 1`;
    if (moved.length === 0) return false;
    await record(tx, incident, { kind: 'room_moved', key: 'rooms.moved', params });
    if (to === 'console') await tx.enqueue('tell-moved', { incidentId: incident.id }, { key: incident.id });
    else await tx.enqueue('open-room', { incidentId: incident.id, automatic: true, platform: to }, { key: `${incident.id}:${to}` });
    return true;
  });
}
