import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { invalid } from '../../../errors.ts';
import { demand } from '../../../permissions.ts';
import { findTeam } from '../../people/find-team.ts';
import type { Severity, Urgency } from '../../severity.ts';
import { severityNamed } from '../../services/severity.ts';
import { plainUrgency } from '../../services/urgency.ts';
import { builtIn } from './built-in.ts';
import { policyOfRow, type Policy } from './policy.ts';
import { escalationPolicies } from './schema.ts';

/** The policy for a team's incident: its own for the severity, else its default, else the built-in one. For runs, which have no reader to ask. */
export async function policyFor(ctx: Context, teamId: string, severity: Severity, urgency: Urgency): Promise<Policy> {
  const [row] = await ctx.db.select().from(escalationPolicies)
    .where(and(eq(escalationPolicies.teamId, teamId), or(eq(escalationPolicies.severity, severity), isNull(escalationPolicies.severity))))
    .orderBy(sql`${escalationPolicies.severity} nulls last`).limit(1);
  return row ? policyOfRow(row) : builtIn(urgency, severity);
}

/** The severity that was typed. @throws AppError invalid */
export function severityTyped(word: string): Severity {
  const severity = severityNamed(word);
  if (severity) return severity;
  const problem = { key: 'policies.unknown_severity', params: { value: word.slice(0, 100) } } as const;
  throw invalid(problem.key, problem.params, { fields: { severity: problem } });
}

/** The policy that a team's incidents of a severity follow. @throws AppError forbidden, not_found (team), invalid (severity) */
export async function showPolicy(ctx: Context, teamRef: string, severity: string): Promise<Policy> {
  demand(ctx, 'view_escalation');
  const wanted = severityTyped(severity);
  const team = await findTeam(ctx, teamRef);
  return policyFor(ctx, team.id, wanted, plainUrgency(wanted));
}
