import type { PlatformName } from '../../chat/platform.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { membersOf, roomsOf } from '../../domain/rooms/room.ts';
import { opensByItself, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** Whoever is on the incident belongs into its room; where rooms open on acknowledgement, this is the moment. */
export const inviteToRoom = (posting: Posting): Handler<'invite-to-room'> => async (ctx, { incidentId }) => {
  const rooms = await roomsOf(ctx, incidentId);
  if (rooms.length === 0) {
    if (await opensByItself(ctx, await loadIncident(ctx, incidentId))) await ctx.enqueue('open-room', { incidentId, automatic: true }, { key: incidentId });
    return;
  }
  const members = await membersOf(ctx, incidentId);
  for (const room of rooms) {
    if (room.archived_at !== null) continue;
    const place = { platform: room.platform as PlatformName, id: room.place_id, kind: 'room' as const };
    const { failed } = (await posting.platforms.get(place.platform)?.places.invite(place, members)) ?? { failed: [] };
    if (failed.length > 0) ctx.log.warn({ incidentId, failed }, 'some people could not be invited');
  }
};
