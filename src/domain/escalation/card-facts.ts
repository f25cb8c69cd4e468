import type { Context } from '../../context.ts';
import { answerDue } from '../incidents/answer-due.ts';
import { escalationStates, type EscalationState } from './escalation-state.ts';
import { loadIncident, loadIncidents } from '../incidents/find.ts';
import type { Incident } from '../incidents/schema.ts';
import { unreachedAmong } from '../notifications/unreached.ts';
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
  /** Its pages reach nobody: whoever may reads phone numbers. */
  isUnreached?: boolean;
}

/** Reads what a card shows. For drawing; asks no permission. @throws AppError not_found */
export async function cardFacts(ctx: Context, ref: string): Promise<CardFacts> {
  const incident = await loadIncident(ctx, ref);
  return (await factsOf(ctx, [incident])).get(incident.id)!;
}

/** The same for many, in as many statements as for one. @returns by incident; unknown ones are left out */
export const cardFactsOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, CardFacts>> => factsOf(ctx, await loadIncidents(ctx, ids));

async function factsOf(ctx: Context, incidents: readonly Incident[]): Promise<Map<string, CardFacts>> {
  const ids = incidents.map((incident) => incident.id);
  const states = await escalationStates(ctx, ids);
  const unreached = await unreachedAmong(ctx, incidents.filter(({ status }) => status === 'TRIGGERED').map(({ id }) => id));
  const rooms = new Map((await ctx.sql<{ incident_id: string; name: string; link: string | null }[]>`
    select distinct on (r.incident_id) r.incident_id, r.name, r.link from rooms r join incidents i on i.id = r.incident_id join teams t on t.id = i.team_id
    where r.incident_id = any(${ids}::uuid[]) and r.archived_at is null and r.lost_at is null order by r.incident_id, coalesce(r.platform = t.primary_platform, r.platform <> 'console') desc, r.opened_at`).map(({ incident_id: id, name, link }) => [id, { name, link }]));
  const targets = incidents.flatMap((incident) => incident.merged_into ?? []);
  const into = new Map(targets.length === 0 ? [] : (await ctx.sql<{ id: string; number: number }[]>`select id, number from incidents where id = any(${targets}::uuid[])`).map((row) => [row.id, `INC-${row.number}`]));
  return new Map(incidents.map((incident) => [incident.id, {
    incident, escalation: states.get(incident.id)!, room: rooms.get(incident.id),
    answerBy: answerDue(incident),
    mergedInto: incident.merged_into === null ? undefined : into.get(incident.merged_into), unknownName: unknownNameOf(incident),
    isUnreached: unreached.has(incident.id),
  }]));
}
