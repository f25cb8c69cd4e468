import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';

/** Something that depends on a person, and that another could take over. */
export interface Holding {
  kind: 'pin' | 'lead' | 'shift' | 'rotation' | 'override' | 'step' | 'membership';
  /** The team's id (pin, membership), that of the incident, the entry, the rotation, the override, the policy. */
  id: string;
  /** `kind:id`, by which answers name it. */
  key: string;
  /** The team's name, with when or with the rotation's name; `INC-42`; the policy's name. */
  label: string;
}
export interface Holdings {
  handOver: Holding[];
  /** Names of live tokens: they end, nobody takes them over. */
  tokens: string[];
}

/**
 * What would be left behind by a user's disabling: pinned on-call, led open incidents, turns on call
 * from now on (entries, places in rotations, overrides), escalation steps that name them, memberships, tokens.
 * @throws AppError forbidden
 */
export async function holdingsOf(ctx: Context, userId: string): Promise<Holdings> {
  demand(ctx, 'delete_user');

  // A rotation whose change is yet to come has two rows; it is one holding, named by the last of them.
  const handOver = await ctx.sql<Holding[]>`
    with recursive mine as (
      select r.id, r.replaced_by from rotations r
      where (r.ends_at is null or r.ends_at > imas_now()) and exists (select 1 from rotation_members m where m.rotation_id = r.id and m.user_id = ${userId})
      union select r.id, r.replaced_by from rotations r join mine on r.id = mine.replaced_by
    ), last as (select id from mine where replaced_by is null or replaced_by = id)
    select kind, id, kind || ':' || id as key, label from (
      select 1 as place, 'pin' as kind, id, name as label from teams where current_on_call = ${userId}
      union all select 2, 'lead', id, 'INC-' || number from incidents where lead_id = ${userId} and status <> 'RESOLVED'
      union all select 3, 'shift', s.id, ${when(ctx)} from shifts s join teams t on t.id = s.team_id where s.user_id = ${userId} and s.ends_at > imas_now()
      union all select 4, 'rotation', r.id, t.name || ': ' || r.name from rotations r join teams t on t.id = r.team_id where r.id in (select id from last)
      union all select 5, 'override', s.id, ${when(ctx)} from overrides s join teams t on t.id = s.team_id where s.user_id = ${userId} and s.ends_at > imas_now()
      union all select 6, 'step', id, name from escalation_policies where position(${userId}::text in steps::text) > 0
      union all select 7, 'membership', t.id, t.name from team_members m join teams t on t.id = m.team_id where m.user_id = ${userId}
    ) as held order by place, label`;
  const tokens = await ctx.sql<{ name: string }[]>`
    select name from tokens where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > imas_now()) order by name`;
  return { handOver: [...handOver], tokens: tokens.map((token) => token.name) };
}

/** A turn on the clock of its team: `SRE 2026-12-07 09:00 – 2026-12-14 09:00 Europe/Paris`. */
const when = ({ sql }: Pick<Context, 'sql'>) => {
  const local = (column: string) => sql`to_char(${sql(column)} at time zone t.time_zone, 'YYYY-MM-DD HH24:MI')`;
  return sql`t.name || ' ' || ${local('starts_at')} || ' – ' || ${local('ends_at')} || ' ' || t.time_zone`;
};
