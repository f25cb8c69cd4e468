import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { checkedPosition } from './checked-position.ts';
import { findSource } from './find-source.ts';
import { lockedRules, writeOrder } from './find-rule.ts';
import { renderMatchers } from './matchers/parse-matchers.ts';
import { checkedRule, freshRule, type RuleFields } from './rule-fields.ts';
import { rules, type Rule } from './schema.ts';

/**
 * Adds a rule to a source.
 * @param input.position from 1; absent: after all others
 * @throws AppError forbidden, not_found (source, service), invalid
 */
export async function addRule(ctx: Context, sourceRef: string, input: RuleFields & { matchers: unknown; position?: number }): Promise<Rule> {
  demand(ctx, 'add_source');

  const source = await findSource(ctx, sourceRef);
  const values = await checkedRule(ctx, freshRule, input);

  return transaction(ctx, async (tx) => {
    const before = await lockedRules(tx, source.id);
    const position = checkedPosition(input.position ?? before.length + 1, before.length + 1);
    const [rule] = await tx.db.insert(rules).values({ ...values, sourceId: source.id, position }).returning();
    await writeOrder(tx, before.toSpliced(position - 1, 0, rule!));
    await audit(tx, { action: 'rule.added', object: { kind: 'source', id: source.id, label: source.name }, detail: { rule: rule!.id, position, ...values, matchers: renderMatchers(values.matchers) } });
    return (await tx.db.select().from(rules).where(eq(rules.id, rule!.id)))[0]!;
  });
}
