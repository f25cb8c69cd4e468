import { userIdOf, type Context } from '../../context.ts';
import { conflict, forbidden } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';
import { shortId, type Incident } from '../incidents/schema.ts';
import { whoAnswers } from '../oncall/who-is-on-call.ts';
import { unreachedAmong } from './unreached.ts';

/** Somebody to be called by hand. */
export interface Callable { username: string; role: 'on call' | 'backup' | 'manager'; numbers: string[] }

/**
 * The numbers of those on call and of the team's managers, while pages about this incident reach nobody. For whoever may
 * acknowledge it; of a confidential one only for those who are on it or answer for its team. Each look is audited.
 * @throws AppError forbidden, not_found, conflict (pages get through)
 */
export async function phoneNumbers(ctx: Context, ref: string): Promise<{ incident: Incident; people: Callable[] }> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', incident);
  const answering = (await whoAnswers(ctx, { teamIds: [incident.team_id] })).flatMap(({ userId, level }) => (userId === null ? [] : [{ userId, level }]));
  const me = userIdOf(ctx.actor);
  if (incident.is_confidential && incident.lead_id !== me && !answering.some(({ userId }) => userId === me)) {
    const [mine] = await ctx.sql`select 1 from incident_people where incident_id = ${incident.id} and user_id = ${me}`;
    if (!mine) throw forbidden('errors.not_permitted', { permission: 'acknowledge_incident' }, { hint: { key: 'incidents.who_may' } });
  }
  if (!(await unreachedAmong(ctx, [incident.id])).has(incident.id)) throw conflict('reach.pages_get_through', { incident: shortId(incident) });

  const rows = await ctx.sql<{ id: string; username: string; is_manager: boolean; numbers: string[] }[]>`
    select u.id, u.username, coalesce(m.role = 'manager', false) as is_manager,
      array(select distinct c.address from contacts c where c.user_id = u.id and c.means in ('SMS', 'VOICE') union select u.phone where u.phone is not null) as numbers
    from users u left join team_members m on m.team_id = ${incident.team_id} and m.user_id = u.id
    where u.is_active and (u.id = any(${answering.map(({ userId }) => userId)}::uuid[]) or m.role = 'manager') order by u.username`;
  const levelOf = (id: string): number => Math.min(...answering.flatMap(({ userId, level }) => (userId === id ? [level] : [])), 10);
  const people = rows.toSorted((a, b) => levelOf(a.id) - levelOf(b.id))
    .map(({ id, username, numbers }): Callable => ({ username, numbers, role: levelOf(id) === 1 ? 'on call' : levelOf(id) < 10 ? 'backup' : 'manager' }));
  await audit(ctx, { action: 'contacts.shown', object: { kind: 'incident', id: incident.id, label: shortId(incident) }, detail: { people: people.map(({ username }) => username) } });
  return { incident, people };
}
