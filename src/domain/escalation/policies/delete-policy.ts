import { eq } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { demandForTeam } from '../../../permissions.ts';
import { audit } from '../../audit/record.ts';
import { demandSomewhere } from '../../services/demand-somewhere.ts';
import { plainUrgency } from '../../services/urgency.ts';
import { policyFor } from './find-policy.ts';
import { lockPolicy, ownPolicy } from './own-policy.ts';
import type { Policy } from './policy.ts';
import { escalationPolicies, type PolicyRow } from './schema.ts';

/**
 * Deletes a policy; incidents that run on it climb it to its end.
 * @returns what it was, and what counts for new incidents from now on
 * @throws AppError forbidden, not_found
 */
export async function deletePolicy(ctx: Context, id: string): Promise<{ was: PolicyRow; team: string; next: Policy }> {
  demandSomewhere(ctx, 'delete_escalation');
  const { row: { teamId }, team } = await ownPolicy(ctx, id);
  demandForTeam(ctx, 'delete_escalation', teamId);

  return transaction(ctx, async (tx) => {
    const was = await lockPolicy(tx, id);
    await tx.db.delete(escalationPolicies).where(eq(escalationPolicies.id, id));
    await audit(tx, { action: 'escalation_policy.deleted', object: { kind: 'escalation_policy', id, label: was.name }, detail: { team, severity: was.severity, version: was.version, steps: was.steps } });
    const severity = was.severity ?? 'SEV1_CRITICAL';
    return { was, team, next: await policyFor(tx, teamId, severity, plainUrgency(severity)) };
  });
}
