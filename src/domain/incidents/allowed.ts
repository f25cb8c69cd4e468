import type { Context } from '../../context.ts';
import { forbidden } from '../../errors.ts';
import { demand, may, type Codename } from '../../permissions.ts';
import { whoAnswers } from '../oncall/who-is-on-call.ts';
import type { Incident } from './schema.ts';

/**
 * May the actor do this to this incident? By group; or because they lead it, hold a role in it or are on call
 * for its team at any level (every verb); or because it paged them (acknowledging). Rules of spec §2.
 * @throws AppError forbidden
 */
export async function demandOnIncident(ctx: Context, codename: Codename, incident: Pick<Incident, 'id' | 'lead_id' | 'team_id'>): Promise<void> {
  const { actor } = ctx;
  if (may(actor, codename) || actor.kind !== 'person') return demand(ctx, codename);
  // A token that was narrowed stays narrow, whoever its owner is.
  if (actor.scopes !== undefined && !actor.scopes.has(codename)) return demand(ctx, codename);
  if (incident.lead_id === actor.userId) return;
  const roles = await ctx.sql<{ role: string }[]>`select role from incident_people where incident_id = ${incident.id} and user_id = ${actor.userId}`;
  if (roles.some(({ role }) => role === 'communications' || role === 'scribe')) return;
  if (codename === 'acknowledge_incident' && roles.some(({ role }) => role === 'paged')) return;
  if ((await whoAnswers(ctx, { teamIds: [incident.team_id] })).some(({ userId }) => userId === actor.userId)) return;
  throw forbidden('errors.not_permitted', { permission: codename }, { hint: { key: 'incidents.who_may' } });
}

/** Marks that a person did something that changed the incident: monitoring will not resolve it over their head. */
export const touched = (ctx: Context, now: Date): Date | null => (ctx.actor.kind === 'person' ? now : null);
