import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findRuleById, lockedRules, writeOrder } from './find-rule.ts';
import { renderMatchers } from './matchers/parse-matchers.ts';
import { rules, type Rule } from './schema.ts';

/** Takes a rule away; those after it move up. @throws AppError forbidden, not_found */
export async function removeRule(ctx: Context, id: string): Promise<Rule> {
  demand(ctx, 'delete_source');

  const rule = await findRuleById(ctx, id);

  return transaction(ctx, async (tx) => {
    const all = await lockedRules(tx, rule.sourceId);
    await tx.db.delete(rules).where(eq(rules.id, id));
    await writeOrder(tx, all.filter((one) => one.id !== id));
    await audit(tx, { action: 'rule.removed', object: { kind: 'source', id: rule.sourceId }, detail: { rule: id, position: rule.position, name: rule.name, matchers: renderMatchers(rule.matchers) } });
    return rule;
  });
}
