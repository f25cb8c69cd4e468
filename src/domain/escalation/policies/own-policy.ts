import { and, eq, isNull } from 'drizzle-orm';
import type { Context, Tx } from '../../../context.ts';
import { notFound } from '../../../errors.ts';
import { teams } from '../../people/schema.ts';
import type { Severity } from '../../severity.ts';
import { isUuid } from '../../uuid.ts';
import { escalationPolicies, type PolicyRow } from './schema.ts';

/** A policy that a team has made, with its team's name. */
export interface OwnPolicy { row: PolicyRow; team: string }

/** One policy by its id. Asks no permission. @throws AppError not_found */
export async function ownPolicy(ctx: Context, id: string): Promise<OwnPolicy> {
  const [found] = isUuid(id) ? await ctx.db.select({ row: escalationPolicies, team: teams.name }).from(escalationPolicies)
    .innerJoin(teams, eq(teams.id, escalationPolicies.teamId)).where(eq(escalationPolicies.id, id)) : [];
  if (found) return found;
  throw notFound('policies.unknown', { id: id.slice(0, 60) });
}

/** The policy that a team has made for a severity, or its default (null). Asks no permission. */
export async function ownPolicyOf(ctx: Context, teamId: string, severity: Severity | null): Promise<PolicyRow | undefined> {
  const [row] = await ctx.db.select().from(escalationPolicies)
    .where(and(eq(escalationPolicies.teamId, teamId), severity === null ? isNull(escalationPolicies.severity) : eq(escalationPolicies.severity, severity)));
  return row;
}

/** The policy, locked: its changes go one after the other. @throws AppError not_found (deleted meanwhile) */
export async function lockPolicy(tx: Tx, id: string): Promise<PolicyRow> {
  const [row] = await tx.db.select().from(escalationPolicies).where(eq(escalationPolicies.id, id)).for('update');
  if (row) return row;
  throw notFound('policies.unknown', { id });
}
