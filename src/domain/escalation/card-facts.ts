import type { Context } from '../../context.ts';
import { answerDue } from '../incidents/answer-due.ts';
import { newestRuns, statesOf, type EscalationState } from './escalation-state.ts';
import { loadIncident, loadIncidents } from '../incidents/find.ts';
import type { Incident } from '../incidents/schema.ts';
import type { RoomLead } from '../rooms/lead.ts';
import type { RoomPlatform } from '../rooms/room.ts';
import { unreachedAmong } from '../notifications/unreached.ts';
import { unknownNameOf } from '../incidents/unknown-name.ts';

/** All that one incident's card says. */
export interface CardFacts {
  incident: Incident;
  escalation: EscalationState;
  room: { name: string; link: string | null } | undefined;
  /** Its room stands by for that of its home, which could not be posted to. */
  standsBy?: { platform: RoomPlatform; home: RoomLead['home'] };
  /** When somebody should have answered, by the service's tier. */
  answerBy: Date;
  /** INC-number of what it was merged into. */
  mergedInto: string | undefined;
  /** The name that nobody knows, of an incident of Unknown/Triage. */
  unknownName: string | undefined;
  /** Its pages reach nobody: whoever may reads phone numbers. */
  isUnreached?: boolean;
}

interface LeadingRoom { name: string; link: string | null; platform: RoomPlatform; home: RoomLead['home'] | null; led: RoomPlatform | null }

const roomIn = (room: LeadingRoom | undefined): Pick<CardFacts, 'room' | 'standsBy'> => ({
  room: room && { name: room.name, link: room.link },
  ...(room === undefined || room.home === null || room.platform !== room.led || room.led === room.home ? {} : { standsBy: { platform: room.platform, home: room.home } }),
});

/** Reads what a card shows. For drawing; asks no permission. @throws AppError not_found */
export async function cardFacts(ctx: Context, ref: string): Promise<CardFacts> {
  const incident = await loadIncident(ctx, ref);
  return (await factsOf(ctx, [incident])).get(incident.id)!;
}

/** The same for many, in as many statements as for one. @returns by incident; unknown ones are left out */
export const cardFactsOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, CardFacts>> => factsOf(ctx, await loadIncidents(ctx, ids));

async function factsOf(ctx: Context, incidents: readonly Incident[]): Promise<Map<string, CardFacts>> {
  const ids = incidents.map((incident) => incident.id);
  // Most cards are first drawn before anybody was paged and any room is open.
  const runs = await newestRuns(ctx, ids);
  const states = await statesOf(ctx, runs);
  const withPages = new Set(runs.flatMap((run) => (run.has_pages ? [run.incident_id] : [])));
  const unreached = await unreachedAmong(ctx, incidents.filter(({ id, status }) => status === 'TRIGGERED' && withPages.has(id)).map(({ id }) => id));
  const withRooms = runs.flatMap((run) => (run.has_rooms ? [run.incident_id] : []));
  const rooms = new Map((withRooms.length === 0 ? [] : await ctx.sql<(LeadingRoom & { incident_id: string })[]>`
    select distinct on (r.incident_id) r.incident_id, r.name, r.link, r.platform, l.home, l.platform as led from rooms r join incidents i on i.id = r.incident_id join teams t on t.id = i.team_id left join room_leads l on l.incident_id = i.id
    where r.incident_id = any(${withRooms}::uuid[]) and r.archived_at is null and r.lost_at is null
    order by r.incident_id, coalesce(r.platform = l.platform, false) desc, coalesce(r.platform = t.primary_platform, r.platform <> 'console') desc, r.opened_at`).map((row) => [row.incident_id, row]));
  const targets = incidents.flatMap((incident) => incident.merged_into ?? []);
  const into = new Map(targets.length === 0 ? [] : (await ctx.sql<{ id: string; number: number }[]>`select id, number from incidents where id = any(${targets}::uuid[])`).map((row) => [row.id, `INC-${row.number}`]));
  return new Map(incidents.map((incident) => [incident.id, {
    incident, escalation: states.get(incident.id)!, ...roomIn(rooms.get(incident.id)),
    answerBy: answerDue(incident),
    mergedInto: incident.merged_into === null ? undefined : into.get(incident.merged_into), unknownName: unknownNameOf(incident),
    isUnreached: unreached.has(incident.id),
  }]));
}
