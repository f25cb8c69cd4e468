import type { Context } from '../../context.ts';
import { responseTargetMinutes } from '../services/urgency.ts';
import { escalationState, type EscalationState } from './escalation-state.ts';
import { loadIncident } from '../incidents/find.ts';
import type { Incident } from '../incidents/schema.ts';
import { unknownNameOf } from '../incidents/unknown-name.ts';

/** All that one incident's card says. */
export interface CardFacts {
  incident: Incident;
  escalation: EscalationState;
  room: { name: string; link: string | null } | undefined;
  /** When somebody should have answered, by the service's tier. */
  answerBy: Date;
  /** INC-number of what it was merged into. */
  mergedInto: string | undefined;
  /** The name that nobody knows, of an incident of Unknown/Triage. */
  unknownName: string | undefined;
}

/** Reads what a card shows. For drawing; asks no permission. @throws AppError not_found */
export async function cardFacts(ctx: Context, ref: string): Promise<CardFacts> {
  const incident = await loadIncident(ctx, ref);
  const escalation = await escalationState(ctx, incident.id);
  const [room] = await ctx.sql<{ name: string; link: string | null }[]>`
    select r.name, r.link from rooms r join teams t on t.id = ${incident.team_id} where r.incident_id = ${incident.id} and r.archived_at is null order by r.platform = t.primary_platform desc, r.opened_at limit 1`;
  const [into] = incident.merged_into === null ? [] : await ctx.sql<{ number: number }[]>`select number from incidents where id = ${incident.merged_into}`;
  return {
    incident, escalation, room, answerBy: new Date(incident.created_at.getTime() + responseTargetMinutes(incident.service_criticality) * 60_000),
    mergedInto: into && `INC-${into.number}`, unknownName: unknownNameOf(incident),
  };
}
