import { eq } from 'drizzle-orm';
import type { Context, Tx } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { conflict } from '../../../errors.ts';
import { demandForTeam } from '../../../permissions.ts';
import { audit } from '../../audit/record.ts';
import { brokenConstraint } from '../../people/broken-constraint.ts';
import { demandSomewhere } from '../../services/demand-somewhere.ts';
import { lockPolicy, ownPolicy, type OwnPolicy } from './own-policy.ts';
import { checkedFields, type CheckedFields, type PolicyFields } from './policy-fields.ts';
import { demandReach } from './reaches.ts';
import { escalationPolicies, type PolicyRow } from './schema.ts';

/**
 * Changes a policy; each change is a version of its own. Escalations that have begun keep the version they began with.
 * @param seen the version that the editor looked at: a change that somebody else made since is not overwritten
 * @throws AppError forbidden, not_found, invalid, conflict (name or severity taken, changed meanwhile)
 */
export const editPolicy = async (ctx: Context, id: string, change: PolicyFields, seen?: number): Promise<OwnPolicy> => {
  demandSomewhere(ctx, 'change_escalation');
  const fields = await checkedFields(ctx, change);
  return changePolicy(ctx, id, () => fields, seen);
};

/**
 * The same for changes that depend on what stands there: it is locked while they are made.
 * @param make from the policy as it stands to what changes; throws what speaks against it
 */
export async function changePolicy(ctx: Context, id: string, make: (was: PolicyRow) => CheckedFields, seen?: number): Promise<OwnPolicy> {
  demandSomewhere(ctx, 'change_escalation');
  const { row: { teamId }, team } = await ownPolicy(ctx, id);
  demandForTeam(ctx, 'change_escalation', teamId);

  return transaction(ctx, async (tx) => {
    const was = await lockPolicy(tx, id);
    if (seen !== undefined && seen !== was.version) throw conflict('policies.changed_meanwhile', { name: was.name, version: was.version }, { detail: { version: was.version } });
    const values = make(was);
    const changed = Object.entries(values).filter(([field, value]) => !same(was[field as keyof CheckedFields], value));
    if (changed.length === 0) return { row: was, team };
    demandReach(values.steps ?? was.steps, values.severity === undefined ? was.severity : values.severity);
    const row = await write(tx, was, Object.fromEntries(changed) as CheckedFields);
    const before = Object.fromEntries(changed.map(([field]) => [field, was[field as keyof CheckedFields]]));
    await audit(tx, { action: 'escalation_policy.changed', object: { kind: 'escalation_policy', id, label: row.name }, detail: { team, version: row.version, from: before, to: Object.fromEntries(changed) } });
    return { row, team };
  });
}

/** What the database holds has its members in its own order. */
const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
const canonical = (value: unknown): string => JSON.stringify(value, (_, member: unknown) => (
  typeof member === 'object' && member !== null && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).filter(([, each]) => each !== null && each !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member)) ?? '';

async function write(tx: Tx, was: PolicyRow, values: CheckedFields): Promise<PolicyRow> {
  try {
    const [row] = await tx.db.update(escalationPolicies).set({ ...values, version: was.version + 1 }).where(eq(escalationPolicies.id, was.id)).returning();
    return row!;
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'escalation_policies_name') throw conflict('policies.name_taken', { name: values.name ?? was.name });
    if (broken === 'escalation_policies_severity') throw conflict('policies.severity_taken', {});
    throw error;
  }
}
