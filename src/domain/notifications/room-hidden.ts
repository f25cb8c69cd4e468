import { system, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { record } from '../incidents/record.ts';
import { shortId, type Incident } from '../incidents/schema.ts';
import { homeNames } from '../rooms/lead.ts';
import type { FarRoom } from '../rooms/public-rooms.ts';
import { queueNotice, type Words } from './queue-notice.ts';

interface Hidden { incident: Incident; room: FarRoom; /** User id: told how it went. */ askedBy: string | undefined }

/** Only those who were invited see it from now on. */
export async function roomHidden(ctx: Context, { incident, room, askedBy }: Hidden): Promise<void> {
  await transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const hidden = await tx.sql`update rooms set is_private = true where incident_id = ${incident.id} and platform = ${room.platform} and place_id = ${room.place_id} and is_private is not true returning 1`;
    if (hidden.length === 0) return;
    await record(tx, incident, { kind: 'room_hidden', key: 'rooms.hidden_entry', params: { platform: homeNames[room.platform] } });
    await tell(tx, { incident, room, askedBy }, { key: 'rooms.hidden', params: namesOf(incident, room) }, []);
  });
}

/** The platform cannot hide it, so it is closed: a private one is opened in its stead. */
export async function roomReplaced(ctx: Context, { incident, room, askedBy }: Hidden): Promise<void> {
  await transaction({ ...ctx, actor: system('IMAS') }, async (tx) => {
    const left = await tx.sql`update rooms set archived_at = ${tx.now}, closing_at = null where incident_id = ${incident.id} and platform = ${room.platform} and place_id = ${room.place_id} and archived_at is null returning 1`;
    if (left.length === 0) return;
    await record(tx, incident, { kind: 'room_replaced', key: 'rooms.replaced_entry', params: { platform: homeNames[room.platform] } });
    await tell(tx, { incident, room, askedBy }, { key: 'rooms.replaced', params: namesOf(incident, room) }, [{ key: 'rooms.replaced_why', params: namesOf(incident, room) }]);
    await tx.enqueue('open-room', { incidentId: incident.id, automatic: room.is_automatic, platform: room.platform, ...(askedBy === undefined ? {} : { askedBy }) }, { key: `${incident.id}:${room.platform}` });
  });
}

/** It is as public as before, and whoever believes otherwise is told. */
export const roomNotHidden = (ctx: Context, hidden: Hidden, why: string): Promise<void> =>
  transaction({ ...ctx, actor: system('IMAS') }, (tx) => tell(tx, hidden, { key: 'rooms.not_hidden', params: { ...namesOf(hidden.incident, hidden.room), why } }, []));

const namesOf = (incident: Incident, room: FarRoom): Record<'incident' | 'room' | 'to', string> => ({ incident: shortId(incident), room: `#${room.name}`, to: homeNames[room.platform] });

async function tell(tx: Tx, { incident, room, askedBy }: Hidden, title: Words, body: Words[]): Promise<void> {
  if (askedBy === undefined) return;
  await queueNotice(tx, [{ key: `${title.key}:${incident.id}:${room.place_id}`, userId: askedBy, purpose: 'notice', incidentId: incident.id, teamId: incident.team_id, title, body, actions: [], means: 'chat' }]);
}
