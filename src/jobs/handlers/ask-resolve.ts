import type { Card } from '../../chat/card.ts';
import { faultOf, isNotThere } from '../../chat/fault.ts';
import type { Place, Platform } from '../../chat/platform.ts';
import type { Context } from '../../context.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { roomsInUse } from '../../domain/rooms/lead.ts';
import { roomLost } from '../../domain/rooms/room-lost.ts';
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
  const rooms = (await roomsInUse(ctx, incidentId)).map(placeOf);
  // With neither a room nor a lead its team is asked: the question must not be put to nobody.
  const places = rooms.length > 0 || incident.lead_id !== null ? rooms : await posting.teamChannels(ctx, incident.team_id);
  const here = places.filter((place) => place.platform === platform.name);
  // Each by itself: a room that is gone does not keep the question from the lead.
  const outcomes = await Promise.allSettled([askLead(platform, incident.lead_id, card, key), ...here.map((place) => askIn(ctx, platform, place, card, key))]);
  const faults: unknown[] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  // What may pass is tried again, and the rest with it; what went well is not said twice.
  if (faults.length > 0) throw (faults.find((fault) => faultOf(fault).retry) ?? faults[0]) as Error;
});

async function askLead(platform: Platform, leadId: string | null, card: Card, key: string): Promise<void> {
  if (leadId === null) return;
  await platform.tell(leadId, card, { key, mentions: [leadId] }).catch((error: unknown) => {
    // Whoever has no account there was asked in the console.
    if (platform.name === 'console' || !isNotThere(error)) throw error;
  });
}

/** Puts a question into a place; a room that is gone is marked as lost. */
export async function askIn(ctx: Context, platform: Platform, place: Place, card: Card, key: string): Promise<void> {
  try {
    await platform.say(place, card, { key });
  } catch (error) {
    if (place.kind !== 'room' || !faultOf(error).gone) throw error;
    await roomLost(ctx, platform.name, place.id);
  }
}
