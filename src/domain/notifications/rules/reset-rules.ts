import type { Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { audit } from '../../audit/record.ts';
import { demandOwn } from '../../settings/demand-own.ts';
import { ownerOf } from './owner-of.ts';

/** Back to the default rule, for one urgency or both. @throws AppError forbidden, not_found */
export async function resetRules(ctx: Context, { userId, urgency }: { userId: string; urgency?: 'high' | 'low' | undefined }): Promise<void> {
  demandOwn(ctx, 'change_user', userId);

  await transaction(ctx, async (tx) => {
    const username = await ownerOf(tx, userId);
    const { count } = await tx.sql`delete from notification_rules where user_id = ${userId} ${urgency === undefined ? tx.sql`` : tx.sql`and urgency = ${urgency}`}`;
    if (count > 0) await audit(tx, { action: 'notification_rules.reset', object: { kind: 'user', id: userId, label: username }, detail: { count, ...(urgency === undefined ? {} : { urgency }) } });
  });
}
