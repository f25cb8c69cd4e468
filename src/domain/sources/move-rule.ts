import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { checkedPosition } from './checked-position.ts';
import { findRuleById, lockedRules, rulesOf, writeOrder } from './find-rule.ts';
import type { Rule } from './schema.ts';

/** Puts a rule at another place in its source's order, from 1. @returns the source's rules in their new order @throws AppError forbidden, not_found, invalid */
export async function moveRule(ctx: Context, id: string, position: number): Promise<Rule[]> {
  demand(ctx, 'change_source');

  const { sourceId } = await findRuleById(ctx, id);

  return transaction(ctx, async (tx) => {
    const all = await lockedRules(tx, sourceId);
    checkedPosition(position, all.length);
    const moved = all.find((rule) => rule.id === id) ?? await findRuleById(tx, id);
    await writeOrder(tx, all.filter((rule) => rule.id !== id).toSpliced(position - 1, 0, moved));
    await audit(tx, { action: 'rule.moved', object: { kind: 'source', id: sourceId }, detail: { rule: id, from: moved.position, to: position } });
    return rulesOf(tx, sourceId);
  });
}
