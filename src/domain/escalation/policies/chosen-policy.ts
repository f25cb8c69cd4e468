import { eq, sql } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { invalid } from '../../../errors.ts';
import { demand } from '../../../permissions.ts';
import { findTeam } from '../../people/find-team.ts';
import { shortSeverity, type Severity } from '../../severity.ts';
import { escalationPolicies, type PolicyRow } from './schema.ts';

const wordOf = (severity: Severity | null): string => (severity === null ? 'any' : shortSeverity(severity));

/**
 * The policy that a person means by a team and a severity (null: its default). Without a severity it is the only one there is.
 * @throws AppError forbidden, not_found (team), invalid: there is none, or several and none was said
 */
export async function chosenPolicy(ctx: Context, teamRef: string, severity?: Severity | null): Promise<{ row: PolicyRow; team: string }> {
  demand(ctx, 'view_escalation');

  const team = await findTeam(ctx, teamRef);
  const rows = await ctx.db.select().from(escalationPolicies).where(eq(escalationPolicies.teamId, team.id)).orderBy(sql`${escalationPolicies.severity} nulls first`);
  const found = severity === undefined ? (rows.length === 1 ? rows[0] : undefined) : rows.find((row) => row.severity === severity);
  if (found) return { row: found, team: team.name };
  const problem = severity === undefined && rows.length > 1
    ? { key: 'policies.several_of_team', params: { team: team.name, choices: rows.map((row) => wordOf(row.severity)).join(', ') } } as const
    : { key: 'policies.none_of_team', params: { team: team.name } } as const;
  throw invalid(problem.key, problem.params, { fields: { severity: problem } });
}
