import type { Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { notFound } from '../../../errors.ts';
import { audit } from '../../audit/record.ts';
import { demandOwn } from '../../settings/demand-own.ts';
import { ownerOf } from './owner-of.ts';

/** Takes a rule away; without any, the default rule holds again. @throws AppError forbidden, not_found */
export async function removeRule(ctx: Context, { userId, urgency, position }: { userId: string; urgency: 'high' | 'low'; position: number }): Promise<void> {
  demandOwn(ctx, 'change_user', userId);

  await transaction(ctx, async (tx) => {
    const username = await ownerOf(tx, userId);
    const [gone] = await tx.sql<{ means: string }[]>`delete from notification_rules where user_id = ${userId} and urgency = ${urgency} and position = ${position} returning means`;
    if (!gone) throw notFound('reach.unknown_rule', { n: position });
    await audit(tx, { action: 'notification_rule.removed', object: { kind: 'user', id: userId, label: username }, detail: { urgency, means: gone.means } });
  });
}
