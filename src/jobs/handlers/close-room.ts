import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { roomsOf } from '../../domain/rooms/room.ts';
import type { PlatformName } from '../../chat/platform.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** The incident was merged away: its room says where things go on, and closes. */
export const closeRoom = (posting: Posting): Handler<'close-room'> => async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.merged_into === null) return;
  const into = await loadIncident(ctx, incident.merged_into);
  for (const room of await roomsOf(ctx, incidentId)) {
    if (room.archived_at !== null) continue;
    const platform = posting.platforms.get(room.platform as PlatformName);
    await platform?.places.close({ platform: room.platform as PlatformName, id: room.place_id, kind: 'room' }, posting.saying('notify.room_merged', { incident: shortId(incident), other: shortId(into) }));
    await ctx.sql`update rooms set archived_at = imas_now() where incident_id = ${incidentId} and platform = ${room.platform}`;
  }
};
