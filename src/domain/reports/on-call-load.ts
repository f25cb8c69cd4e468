import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { databaseNow } from '../clock.ts';
import { loadNamedPlans } from '../oncall/load-plans.ts';
import { turnsBetween } from '../oncall/turns-between.ts';
import { peopleOf } from '../people/people-of.ts';
import { loadOf, type Carried, type Load, type Rung } from './load-of.ts';

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

/**
 * Who answered. Rules and entries say so for the past as well; a pin has none of its own, so it counts since its person was seen on
 * call, and before it, in teams that only ever pin, whoever the hand-overs name.
 */
async function pastTurns({ sql }: Context, plan: Parameters<typeof turnsBetween>[0], from: number, to: number): Promise<Carried[]> {
  const [seen] = await sql<{ userId: string | null; since: Date }[]>`select user_id as "userId", since from on_call_seen where team_id = ${plan.teamId} and level = 1`;
  const since = Math.min(to, Math.max(from, plan.pinned !== null && seen?.userId === plan.pinned ? seen.since.getTime() : plan.pinned === null ? to : from));
  const pinned: Carried[] = plan.pinned === null || since >= to ? [] : [{ userId: plan.pinned, level: 1, from: since, to }];
  const unpinned = { ...plan, pinned: null };
  const before = plan.rotations.length + plan.shifts.length + plan.overrides.length > 0
    ? [...turnsBetween(unpinned, from, since), ...turnsBetween(unpinned, since, to).filter(({ level }) => level > 1)]
    : await handed(sql, plan.teamId, from, since);
  return [...before, ...pinned];
}

async function handed(sql: Context['sql'], teamId: string, from: number, to: number): Promise<Carried[]> {
  const rows = await sql<{ at: Date; fromUser: string | null; toUser: string | null }[]>`
    select at, from_user as "fromUser", to_user as "toUser" from handovers where team_id = ${teamId} and level = 1 and at > ${new Date(from)} order by at`;
  const bounds = [from, ...rows.map(({ at }) => Math.min(to, at.getTime())), to];
  const who = [rows[0]?.fromUser ?? null, ...rows.map(({ toUser }) => toUser)];
  return who.flatMap((userId, index): Carried[] => (userId === null || bounds[index]! >= bounds[index + 1]! ? [] : [{ userId, level: 1, from: bounds[index]!, to: bounds[index + 1]! }]));
}
