import type { Context } from '../context.ts';
import type { Card } from '../chat/card.ts';
import type { Place, PlatformName } from '../chat/platform.ts';
import { addAndHold, addCopies, type Copy, type Drawn, type NewCopy, type Platforms } from '../chat/posted/copies.ts';
import { gatherOn } from '../db/gather.ts';
import type { Incident } from '../domain/incidents/schema.ts';
import type { TimelineEntry } from '../domain/incidents/timeline-of.ts';
import type { Room } from '../domain/rooms/room.ts';
import type { Say, TextKey } from '../texts/say.ts';
import { syncIncident } from './sync.ts';

/** How cards of incidents and storms are drawn for a copy, in the language of its readers. */
export interface Posting {
  replica: number;
  platforms: Platforms;
  drawIncident(ctx: Context, incidentId: string, copy: Copy): Promise<Drawn>;
  drawStorm(ctx: Context, stormId: string): Promise<Drawn>;
  /** The product's language. */
  say: Say;
  /** The incident in the console, where links from outside work. */
  linkTo(incident: Incident): string | undefined;
  /** A plain card with one sentence, in the product's language, and what may be done about it at once. */
  saying(key: TextKey, params: Record<string, string | number>, next?: { command: string; label: TextKey; args: Readonly<Record<string, string>> }): Card;
  /** What a room says before it closes. */
  farewell(ctx: Context, incident: Incident): Promise<Card>;
  askResolve(ctx: Context, incident: Incident): Promise<Card>;
  askStill(incident: Incident, lapsesAt: string): Card;
  /** Entries of an incident's timeline. */
  timeline(incident: string, entries: readonly TimelineEntry[]): Card;
  /** The team's channels, one a platform; the console always has one. */
  teamChannels(ctx: Context, teamId: string): Promise<Place[]>;
  announceChannels(ctx: Context): Promise<Place[]>;
  /** Where the team's rooms are, beside their twins in the console; undefined: in the console alone. */
  primaryOf(ctx: Context, teamId: string): Promise<PlatformName | undefined>;
  endPages(ctx: Context, incidentId: string): Promise<void>;
}

/** Where an incident's card belongs: its team's channels, and for SEV1 and SEV2 where incidents are announced. */
export async function incidentCopies(ctx: Context, posting: Posting, incident: Pick<Incident, 'id' | 'team_id' | 'severity'>): Promise<NewCopy[]> {
  const of = (purpose: NewCopy['purpose']) => (place: Place): NewCopy => ({ subject: `incident:${incident.id}`, incidentId: incident.id, purpose, place });
  const team = await posting.teamChannels(ctx, incident.team_id);
  const announced = incident.severity <= 'SEV2_HIGH' ? await posting.announceChannels(ctx) : [];
  return [...team.map(of('team')), ...besides(team, announced).map(of('announce'))];
}
/** No card stands twice in one channel. */
export const besides = (team: readonly Place[], announced: readonly Place[]): Place[] =>
  announced.filter((place) => !team.some((one) => one.platform === place.platform && one.id === place.id));

/** Does its card stand where incidents are announced? */
export const isAnnounced = gatherOn(async (ctx: Context, ids: readonly string[]) => {
  const rows = await ctx.sql<{ incident_id: string }[]>`select distinct incident_id from posted_cards where incident_id = any(${[...new Set(ids)]}::uuid[]) and purpose = 'announce'`;
  const announced = new Set(rows.map((row) => row.incident_id));
  return ids.map((id) => announced.has(id));
});

export const placeOf = (room: Room): Place => ({ platform: room.platform, id: room.place_id, kind: 'room' });

export const addAndSync = async (ctx: Context, posting: Posting, incidentId: string, copies: readonly NewCopy[]): Promise<void> => {
  await addCopies(ctx, copies);
  await syncIncident(ctx, posting, incidentId);
};

/** The same for an incident that has just opened: no other card of it stands in the console yet. */
export async function addAndSyncFirst(ctx: Context, posting: Posting, incidentId: string, copies: readonly NewCopy[]): Promise<void> {
  const held = await addAndHold(ctx, copies, posting.replica);
  // This job may have run before: then it looks what stands already.
  const isFirst = held.length === copies.filter(({ place }) => place.platform === 'console').length;
  await syncIncident(ctx, posting, incidentId, isFirst ? held : undefined);
}
