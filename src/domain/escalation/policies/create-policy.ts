import type { Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { conflict } from '../../../errors.ts';
import { demandForTeam } from '../../../permissions.ts';
import { audit } from '../../audit/record.ts';
import { findTeam } from '../../people/find-team.ts';
import { demandSomewhere } from '../../services/demand-somewhere.ts';
import { plainUrgency } from '../../services/urgency.ts';
import { shortSeverity, type Severity } from '../../severity.ts';
import { builtIn } from './built-in.ts';
import { ownPolicyOf, type OwnPolicy } from './own-policy.ts';
import { checkedFields, type PolicyFields } from './policy-fields.ts';
import { demandReach } from './reaches.ts';
import { escalationPolicies } from './schema.ts';
import type { Step } from './step.ts';

/**
 * Makes a team's policy, for one severity or (null) for all that have none of their own. Without steps it begins with those that
 * have counted so far: the team's default, else the built-in ones.
 * @throws AppError forbidden, not_found (team), invalid, conflict (there is one already, or the name is taken)
 */
export async function createPolicy(ctx: Context, teamRef: string, input: PolicyFields): Promise<OwnPolicy> {
  demandSomewhere(ctx, 'add_escalation');
  const team = await findTeam(ctx, teamRef);
  demandForTeam(ctx, 'add_escalation', team.id);
  const { severity = null, name = severity === null ? team.name : `${team.name} ${shortSeverity(severity)}`, ...rest } = await checkedFields(ctx, input);

  return transaction(ctx, async (tx) => {
    const steps = rest.steps ?? await startingSteps(tx, team.id, severity);
    demandReach(steps, severity);
    const [row] = await tx.db.insert(escalationPolicies).values({ ...rest, teamId: team.id, name, severity, steps }).onConflictDoNothing().returning();
    if (!row) {
      const existing = await ownPolicyOf(tx, team.id, severity);
      throw existing ? conflict('policies.exists', { name: existing.name, team: team.name, severity: severity === null ? 'any' : shortSeverity(severity) }) : conflict('policies.name_taken', { name, team: team.name });
    }
    await audit(tx, { action: 'escalation_policy.created', object: { kind: 'escalation_policy', id: row.id, label: row.name }, detail: { team: team.name, severity, steps } });
    return { row, team: team.name };
  });
}

/** With which steps a policy begins for whom names none. One that has none would be a card only: whoever makes one wants a ladder. Asks no permission. */
export async function startingSteps(ctx: Context, teamId: string, severity: Severity | null): Promise<Step[]> {
  const before = severity === null ? undefined : await ownPolicyOf(ctx, teamId, null);
  const counted = before?.steps ?? builtIn(severity === null ? 'high' : plainUrgency(severity), severity ?? 'SEV1_CRITICAL').steps;
  return [...(counted.length > 0 ? counted : builtIn('low', 'SEV3_MEDIUM').steps)];
}
