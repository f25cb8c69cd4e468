import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { databaseNow } from '../clock.ts';
import { loadNamedPlans } from '../oncall/load-plans.ts';
import { peopleOf } from '../people/people-of.ts';
import { loadOf, type Load, type Rung } from './load-of.ts';
import { pastTurns } from './past-turns.ts';

export interface TeamLoad { teamName: string; from: Date; to: Date; people: Load[] }

const dayMs = 86_400_000;

/**
 * How a team's on-call was spread over the past days: for everyone who belongs to it, was on call or was paged, whoever had most
 * nights first. What was only shadowed, tested or about merged incidents does not count; several attempts of one step are one page.
 * @throws AppError forbidden
 */
export async function onCallLoad(ctx: Context, teamId: string, days: number): Promise<TeamLoad> {
  demand(ctx, 'view_schedule');
  const to = await databaseNow(ctx);
  const from = new Date(to.getTime() - days * dayMs);
  const [named] = await loadNamedPlans(ctx, { teamIds: [teamId], from, to });
  const turns = named === undefined ? [] : await pastTurns(ctx, named.plan, from.getTime(), to.getTime());
  const rung = await ctx.sql<Rung[]>`
    select n.user_id as "userId", min(n.sent_at) as at from notifications n join incidents i on i.id = n.incident_id
    where n.is_page and n.sent_at >= ${from} and n.sent_at < ${to} and n.user_id is not null and n.status <> 'shadow' and i.team_id = ${teamId} and i.merged_into is null
    group by n.user_id, coalesce(n.bundle_id::text, n.run_id::text || n.slot, n.id::text)`;
  const members = (await peopleOf(ctx, [teamId])).filter(({ isActive }) => isActive).map(({ userId }) => userId);
  const people = await ctx.sql<{ userId: string; username: string; zone: string }[]>`
    select u.id as "userId", u.username, coalesce(u.time_zone, t.time_zone) as zone from users u, teams t
    where t.id = ${teamId} and u.id = any(${[...new Set([...members, ...turns.map(({ userId }) => userId), ...rung.map(({ userId }) => userId)])]}::uuid[]) order by lower(u.username)`;
  return { teamName: named?.teamName ?? '', from, to, people: loadOf(people, turns, rung) };
}
