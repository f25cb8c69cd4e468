import type { Context } from '../context.ts';
import type { Card } from '../chat/card.ts';
import type { Place } from '../chat/platform.ts';
import { addCopies, copiesOf, sync, type Copy, type Drawn, type NewCopy, type Platforms } from '../chat/posted/copies.ts';
import type { Incident } from '../domain/incidents/schema.ts';
import { setting } from '../domain/settings/setting.ts';

/** How cards of incidents and storms are drawn for a copy, in the language of its readers. */
export interface Posting {
  replica: number;
  platforms: Platforms;
  drawIncident(ctx: Context, incidentId: string, copy: Copy): Promise<Drawn>;
  drawStorm(ctx: Context, stormId: string): Promise<Drawn>;
  /** A plain card with one sentence, in the product's language. */
  saying(key: Parameters<import('../texts/say.ts').Say>[0], params: Record<string, string | number>): Card;
  askResolve(ctx: Context, incident: Incident): Promise<Card>;
  /** The team's channels, one a platform; the console always has one. */
  teamChannels(ctx: Context, teamId: string): Promise<Place[]>;
  announceChannels(ctx: Context): Promise<Place[]>;
  endPages(ctx: Context, incidentId: string): Promise<void>;
}

/** Where an incident's card belongs: its team's channels, and for SEV1 and SEV2 where incidents are announced. */
export async function incidentCopies(ctx: Context, posting: Posting, incident: Incident): Promise<NewCopy[]> {
  const of = (purpose: NewCopy['purpose']) => (place: Place): NewCopy => ({ subject: `incident:${incident.id}`, incidentId: incident.id, purpose, place });
  const team = (await posting.teamChannels(ctx, incident.team_id)).map(of('team'));
  const announced = incident.severity <= 'SEV2_HIGH' ? (await posting.announceChannels(ctx)).map(of('announce')) : [];
  return [...team, ...announced];
}

/** Brings every copy of an incident's cards up to date. @throws the last fault, so that the job comes again; the other copies are done all the same */
export async function syncIncident(ctx: Context, posting: Posting, incidentId: string): Promise<void> {
  const taken = await syncAll(ctx, posting, await copiesOf(ctx, { incidentId }), (copy) => posting.drawIncident(ctx, incidentId, copy));
  if (taken) await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: 1 });
}
export async function syncStorm(ctx: Context, posting: Posting, stormId: string): Promise<void> {
  const taken = await syncAll(ctx, posting, await copiesOf(ctx, { stormId }), () => posting.drawStorm(ctx, stormId));
  if (taken) await ctx.enqueue('storm-card', { stormId }, { key: stormId, delaySeconds: 1 });
}

/** @returns whether another replica had one in hand: it may have drawn before our change, so somebody has to look again */
async function syncAll(ctx: Context, posting: Posting, copies: readonly Copy[], draw: (copy: Copy) => Promise<Drawn>): Promise<boolean> {
  const ours = copies.filter((copy) => posting.platforms.has(copy.platform));
  const outcomes = await Promise.allSettled(ours.map((copy) => sync(ctx, posting.platforms, copy, posting.replica, draw)));
  const fault = outcomes.find((outcome) => outcome.status === 'rejected');
  if (fault) throw fault.reason;
  return outcomes.some((outcome) => outcome.status === 'fulfilled' && !outcome.value);
}

/** Does its card stand where incidents are announced? */
export async function isAnnounced(ctx: Context, incidentId: string): Promise<boolean> {
  const [copy] = await ctx.sql`select 1 from posted_cards where incident_id = ${incidentId} and purpose = 'announce' limit 1`;
  return copy !== undefined;
}

/** May a room open by itself for this incident now? (settings room_severities, room_when, auto_rooms_*) */
export async function opensByItself(ctx: Context, incident: Incident): Promise<boolean> {
  const whom = { teamId: incident.team_id, serviceId: incident.service_id };
  const severities = await setting(ctx, 'room_severities', whom);
  const when = await setting(ctx, 'room_when', whom);
  if (incident.in_storm || incident.status === 'RESOLVED' || !severities.includes(incident.severity) || when === 'never') return false;
  return when === 'opening' || incident.status !== 'TRIGGERED';
}

export const addAndSync = async (ctx: Context, posting: Posting, incidentId: string, copies: readonly NewCopy[]): Promise<void> => {
  await addCopies(ctx, copies);
  await syncIncident(ctx, posting, incidentId);
};
