import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import { teams } from '../../people/schema.ts';
import { builtIn } from './built-in.ts';
import { policyOfRow, type Policy } from './policy.ts';
import { escalationPolicies } from './schema.ts';

export interface PolicyList {
  /** Those that teams have made, by team, severities before the default. */
  made: (Policy & { teamId: string; team: string })[];
  /** What counts for all others. */
  builtIn: readonly Policy[];
}

/** Every policy there is, the built-in ones included. @param filter.teamId only this team's. @throws AppError forbidden */
export async function listPolicies(ctx: Context, filter: { teamId?: string } = {}): Promise<PolicyList> {
  demand(ctx, 'view_escalation');
  const rows = await ctx.db.select({ policy: escalationPolicies, team: teams.name }).from(escalationPolicies)
    .innerJoin(teams, eq(teams.id, escalationPolicies.teamId))
    .where(filter.teamId === undefined ? undefined : eq(escalationPolicies.teamId, filter.teamId))
    .orderBy(asc(sql`lower(${teams.name})`), sql`${escalationPolicies.severity} nulls last`);
  return {
    made: rows.map(({ policy, team }) => ({ ...policyOfRow(policy), teamId: policy.teamId, team })),
    builtIn: [builtIn('high', 'SEV1_CRITICAL'), builtIn('low', 'SEV3_MEDIUM'), builtIn('low', 'SEV4_LOW')],
  };
}
