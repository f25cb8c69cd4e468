import { loadIncident } from '../../domain/incidents/find.ts';
import { roomsInUse } from '../../domain/rooms/lead.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged } from '../tell-admins.ts';
import { askIn } from './ask-resolve.ts';

/** “Still on it?” in the incident's rooms; whoever has it is asked by a notice of their own. */
export const askStill = (posting: Posting): Handler<'ask-still'> => judged(posting, async (ctx, { incidentId, since, lapsesAt, platform: far }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status !== 'ACKNOWLEDGED') return;
  if (far === undefined) await sendAfar(ctx, farPlatforms(posting.platforms), 'ask-still', { incidentId, since, lapsesAt }, `${incidentId}:${since}`);
  const platform = posting.platforms.get(far ?? 'console');
  if (platform === undefined) return;
  const rooms = (await roomsInUse(ctx, incidentId)).map(placeOf).filter((place) => place.platform === platform.name);
  const card = posting.askStill(incident, lapsesAt);
  for (const place of rooms) await askIn(ctx, platform, place, card, `ask-still:${incidentId}:${since}`);
});
