import { isNotThere } from '../../chat/fault.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { isOpen, roomsOf } from '../../domain/rooms/room.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged } from '../tell-admins.ts';

/** All clear while people work on it: its lead decides. Asked in the room where there is one, and always of the lead. */
export const askResolve = (posting: Posting): Handler<'ask-resolve'> => judged(posting, async (ctx, { incidentId, platform: far }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status !== 'MITIGATED') return;
  if (far === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'ask-resolve', { incidentId }, incidentId);
  const platform = posting.platforms.get(far ?? 'console');
  if (platform === undefined) return;
  const card = await posting.askResolve(ctx, incident);
  const key = `ask-resolve:${incidentId}:${incident.mitigated_at?.toISOString() ?? ''}`;
  const rooms = (await roomsOf(ctx, incidentId)).filter(isOpen).map(placeOf);
  // With neither a room nor a lead its team is asked: the question must not be put to nobody.
  const places = rooms.length > 0 || incident.lead_id !== null ? rooms : await posting.teamChannels(ctx, incident.team_id);
  for (const place of places) if (place.platform === platform.name) await platform.say(place, card, { key });
  if (incident.lead_id === null) return;
  await platform.tell(incident.lead_id, card, { key, mentions: [incident.lead_id] }).catch((error: unknown) => {
    // Whoever has no account there was asked in the console.
    if (far === undefined || !isNotThere(error)) throw error;
  });
});
