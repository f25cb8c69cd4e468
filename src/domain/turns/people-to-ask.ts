import type { Context } from '../../context.ts';

/** Days; whoever had no turn for longer has left the schedule. */
const recent = 60;

/** Who is on a team's schedule beside one person, else the other members of the team: user ids of active people, by name. */
export async function peopleToAsk({ sql }: Context, teamId: string, except: string): Promise<string[]> {
  const rows = await sql<{ id: string; isScheduled: boolean }[]>`
    select id, is_scheduled as "isScheduled" from (
      select u.id, u.username,
        exists (select from rotation_members m join rotations r on r.id = m.rotation_id where m.user_id = u.id and r.team_id = ${teamId} and (r.ends_at is null or r.ends_at > imas_now()))
        or exists (select from shifts s where s.user_id = u.id and s.team_id = ${teamId} and s.ends_at > imas_now() - make_interval(days => ${recent}))
        or exists (select from overrides o where o.user_id = u.id and o.team_id = ${teamId} and o.ends_at > imas_now() - make_interval(days => ${recent})) as is_scheduled,
        exists (select from team_members t where t.user_id = u.id and t.team_id = ${teamId}) as is_member
      from users u where u.is_active and u.id <> ${except}
    ) people where is_scheduled or is_member order by username`;
  const scheduled = rows.filter((row) => row.isScheduled);
  return (scheduled.length > 0 ? scheduled : rows).map(({ id }) => id);
}
