import { loadIncident } from '../../domain/incidents/find.ts';
import { roomsOf } from '../../domain/rooms/room.ts';
import type { Place, PlatformName } from '../../chat/platform.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** All clear while people work on it: its lead decides. Asked in the room where there is one, and always of the lead. */
export const askResolve = (posting: Posting): Handler<'ask-resolve'> => async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status !== 'MITIGATED') return;
  const card = await posting.askResolve(ctx, incident);
  const key = `ask-resolve:${incidentId}:${incident.mitigated_at?.toISOString() ?? ''}`;
  const rooms = (await roomsOf(ctx, incidentId)).filter((room) => room.archived_at === null).map((room): Place => ({ platform: room.platform as PlatformName, id: room.place_id, kind: 'room' }));
  // With neither a room nor a lead its team is asked: the question must not be put to nobody.
  const places = rooms.length > 0 || incident.lead_id !== null ? rooms : await posting.teamChannels(ctx, incident.team_id);
  for (const place of places) await posting.platforms.get(place.platform)?.say(place, card, { key });
  if (incident.lead_id !== null) await posting.platforms.get('console')!.tell(incident.lead_id, card, { key, mentions: [incident.lead_id] });
};
