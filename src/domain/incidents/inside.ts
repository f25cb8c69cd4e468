import { nameOf, userIdOf, type Context } from '../../context.ts';
import type { Sql } from '../../db/client.ts';
import { forbidden } from '../../errors.ts';
import { whoAnswers } from '../oncall/who-is-on-call.ts';
import { shortSeverity } from '../severity.ts';
import { shortId, type Incident } from './schema.ts';

/*
 * Of a confidential incident those who are not on it see that it is there, and how bad (spec §5). On it are its lead, its
 * holder, whoever declared it, was paged, works on it or was let into its room, and whoever is on call for its team.
 */

type Seen = Pick<Incident, 'id' | 'team_id' | 'is_confidential'>;

/** Is the reader on incident `i`, as far as its rows tell? For statements that may not give away what they find. */
export const onIt = (sql: Sql, ctx: Pick<Context, 'actor'>) => (ctx.actor.kind === 'system' ? sql`true` : sql`(
  ${userIdOf(ctx.actor)}::uuid in (i.lead_id, i.holder_id, i.declared_by)
  or exists (select from incident_people p where p.incident_id = i.id and p.user_id = ${userIdOf(ctx.actor)}::uuid and p.role <> 'follower')
  or exists (select from console_members m join console_places r on r.id = m.place_id where r.incident_id = i.id and r.kind = 'room' and m.user_id = ${userIdOf(ctx.actor)}::uuid)) is true`);

/** Which of these the reader may look into: all but the confidential ones that they are not on. */
export async function openTo(ctx: Context, incidents: readonly Seen[]): Promise<Set<string>> {
  const secret = incidents.filter((one) => one.is_confidential);
  const open = new Set(incidents.filter((one) => !one.is_confidential || ctx.actor.kind === 'system').map(({ id }) => id));
  const me = userIdOf(ctx.actor);
  if (secret.length === 0 || me === null) return open;
  const { sql } = ctx;
  for (const { id } of await sql<{ id: string }[]>`select i.id from incidents i where i.id = any(${secret.map(({ id }) => id)}::uuid[]) and ${onIt(sql, ctx)}`) open.add(id);
  const rest = secret.filter(({ id }) => !open.has(id));
  if (rest.length === 0) return open;
  const mine = new Set((await whoAnswers(ctx, { teamIds: [...new Set(rest.map((one) => one.team_id))] })).flatMap(({ teamId, userId }) => (userId === me ? [teamId] : [])));
  for (const one of rest) if (mine.has(one.team_id)) open.add(one.id);
  return open;
}

/** The incident as somebody sees it who is not on it. */
export const masked = (incident: Incident): Incident => ({
  ...incident, isMasked: true, title: '', description: '', service_name: '', labels: {}, url: null, runbook_url: null, dashboard_url: null, group_key: null, service_is_triage: false,
  lead_name: null, holder_name: null, acknowledged_by_name: null, resolved_by_name: null, resolution_note: null, root_cause: null, alerts_firing: 0, alerts_total: 0,
});

/**
 * For what is inside an incident: its timeline, its alerts, who was told. That somebody looked into a confidential one is
 * audited, once an hour (spec §14). @throws AppError forbidden
 */
export async function demandInside(ctx: Context, incident: Incident): Promise<void> {
  if (!incident.is_confidential || ctx.actor.kind === 'system') return;
  const named = { incident: shortId(incident), severity: shortSeverity(incident.severity) };
  if (!(await openTo(ctx, [incident])).has(incident.id)) throw forbidden('incidents.confidential', named, { hint: { key: 'incidents.confidential_for' } });
  await ctx.sql`
    insert into audit_log (actor_kind, actor_id, actor_name, via, request_id, action, object_kind, object_id, object_label)
    select ${ctx.actor.kind}, ${userIdOf(ctx.actor)}, ${nameOf(ctx.actor)}, ${ctx.actor.kind === 'person' ? ctx.actor.via : null}, ${ctx.requestId ?? null}, 'incident.read', 'incident', ${incident.id}, ${named.incident}
    where not exists (select from audit_log where object_kind = 'incident' and object_id = ${incident.id} and action = 'incident.read' and actor_id = ${userIdOf(ctx.actor)} and at > imas_now() - interval '1 hour')`;
}
