import type { Context } from '../../../context.ts';
import { databaseNow } from '../../clock.ts';
import { servedMeans } from '../../notifications/contacts-of.ts';
import { loadNamedPlans } from '../../oncall/load-plans.ts';
import type { WorkingHours } from '../../people/schema.ts';
import type { Ports } from '../../ports.ts';
import type { UrgencyRule } from '../../services/schema.ts';
import { policyOfRow } from '../policies/policy.ts';
import { escalationPolicies } from '../policies/schema.ts';
import type { PreflightFacts, PreflightPerson, PreflightTeam } from './facts.ts';

interface TeamRow {
  id: string; name: string; zone: string; hours: WorkingHours; slack: string | null; discord: string | null;
  members: string[]; managers: string[]; services: { name: string; urgency: UrgencyRule }[];
}
interface PersonRow { id: string; username: string; isActive: boolean; isLinked: boolean; contacts: PreflightPerson['contacts'] }

/**
 * What the simulation of so many days looks at, for all teams that own a service or have a schedule. Asks for no permission.
 * @param checkChannel asks a platform about a channel; absent: channels are taken for alive
 */
export async function loadFacts(ctx: Context, days: number, checkChannel?: Ports['checkChannel']): Promise<PreflightFacts> {
  const now = await databaseNow(ctx);
  const to = new Date(now.getTime() + days * 86_400_000);
  const plans = await loadNamedPlans(ctx, { from: now, to });
  const rows = await ctx.sql<TeamRow[]>`
    select t.id, t.name, t.time_zone as zone, t.working_hours as hours, t.slack_channel_id as slack, t.discord_channel_id as discord,
      array(select m.user_id from team_members m join users u on u.id = m.user_id and u.is_active where m.team_id = t.id order by m.position) as members,
      array(select m.user_id from team_members m join users u on u.id = m.user_id and u.is_active where m.team_id = t.id and m.role = 'manager' order by m.position) as managers,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'urgency', s.urgency) order by lower(s.name)) from services s where s.owner_team_id = t.id and s.is_active), '[]') as services
    from teams t order by lower(t.name)`;
  const people = await ctx.sql<PersonRow[]>`
    select u.id, u.username, u.is_active as "isActive", u.slack_user_id is not null or u.discord_user_id is not null as "isLinked",
      coalesce((select jsonb_agg(jsonb_build_object('means', c.means, 'counts', c.verified_at is not null or c.set_by_admin, 'bad', case when c.bad_since is not null then coalesce(c.bad_reason, '') end) order by c.created_at, c.id)
        from contacts c where c.user_id = u.id), '[]') as contacts
    from users u`;
  const own = await ctx.db.select().from(escalationPolicies);

  const planOf = new Map(plans.map(({ plan }) => [plan.teamId, plan]));
  const teams = await Promise.all(rows.flatMap((row): Promise<PreflightTeam>[] => {
    const plan = planOf.get(row.id);
    if (plan === undefined || (row.services.length === 0 && plan.pinned === null && plan.shifts.length + plan.rotations.length + plan.overrides.length === 0)) return [];
    const { id, name, zone, hours: workingHours, slack, discord, members, managers, services } = row;
    const places = ([['slack', slack], ['discord', discord]] as const).flatMap(([platform, place]) => (place === null ? [] : [{ platform, place }]));
    const dead = checkChannel === undefined ? Promise.resolve(undefined) : Promise.all(places.map(({ platform, place }) => checkChannel(platform, place))).then((found) => found.find((one) => one !== undefined));
    return [dead.then((deadChannel): PreflightTeam => ({ id, name, zone, workingHours, plan, members, managers, services, hasChatChannel: slack !== null || discord !== null, deadChannel }))];
  }));
  return {
    from: now.getTime(), to: to.getTime(), teams,
    people: new Map(people.map(({ id, ...person }) => [id, person])),
    policies: new Map([...Map.groupBy(own, ({ teamId }) => teamId)].map(([teamId, some]) => [teamId, some.map(policyOfRow)])),
    usesChat: rows.some(({ slack, discord }) => slack !== null || discord !== null) || people.some(({ isLinked }) => isLinked),
    served: await servedMeans(ctx),
  };
}
