import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findRuleById } from './find-rule.ts';
import { renderMatchers } from './matchers/parse-matchers.ts';
import { checkedRule, type RuleFields } from './rule-fields.ts';
import { rules, type Rule } from './schema.ts';

/** Changes what a rule matches or does; what is absent stays. @throws AppError forbidden, not_found, invalid */
export async function editRule(ctx: Context, id: string, change: RuleFields): Promise<Rule> {
  demand(ctx, 'change_source');

  const { sourceId } = await findRuleById(ctx, id);

  return transaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(rules).where(eq(rules.id, id)).for('update');
    if (!before) throw notFound('sources.unknown_rule', { source: '*', name: id });
    const values = await checkedRule(tx, before, change);
    const [rule] = await tx.db.update(rules).set(values).where(eq(rules.id, id)).returning();
    await audit(tx, { action: 'rule.changed', object: { kind: 'source', id: sourceId }, detail: { rule: id, ...values, matchers: renderMatchers(values.matchers) } });
    return rule!;
  });
}
