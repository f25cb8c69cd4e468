import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';

/** Something that depends on a person, and that another could take over. */
export interface Holding {
  kind: 'pin' | 'lead' | 'step' | 'membership';
  /** The team's id (pin, membership), the incident's, the policy's. */
  id: string;
  /** `kind:id`, by which answers name it. */
  key: string;
  /** The team's name, `INC-42`, the policy's name. */
  label: string;
}
export interface Holdings {
  handOver: Holding[];
  /** Names of live tokens: they end, nobody takes them over. */
  tokens: string[];
}

/**
 * What would be left behind by a user's disabling: pinned on-call, led open incidents, escalation steps that name them, memberships, tokens.
 * @throws AppError forbidden
 */
export async function holdingsOf(ctx: Context, userId: string): Promise<Holdings> {
  demand(ctx, 'delete_user');

  const handOver = await ctx.sql<Holding[]>`
    select kind, id, kind || ':' || id as key, label from (
      select 1 as place, 'pin' as kind, id, name as label from teams where current_on_call = ${userId}
      union all select 2, 'lead', id, 'INC-' || number from incidents where lead_id = ${userId} and status <> 'RESOLVED'
      union all select 3, 'step', id, name from escalation_policies where position(${userId}::text in steps::text) > 0
      union all select 4, 'membership', t.id, t.name from team_members m join teams t on t.id = m.team_id where m.user_id = ${userId}
    ) as held order by place, label`;
  const tokens = await ctx.sql<{ name: string }[]>`
    select name from tokens where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > imas_now()) order by name`;
  return { handOver: [...handOver], tokens: tokens.map((token) => token.name) };
}
