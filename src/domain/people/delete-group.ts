import { count, eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { ownGroup } from './own-group.ts';
import { groups, userGroups } from './schema.ts';

/** Deletes a group without members. @throws AppError forbidden, not_found, conflict (built in, or in use) */
export async function deleteGroup(ctx: Context, word: string): Promise<void> {
  demand(ctx, 'delete_group');

  await transaction(ctx, async (tx) => {
    const { name } = await ownGroup(tx, word);
    const [members] = await tx.db.select({ count: count() }).from(userGroups).where(eq(userGroups.groupName, name));
    if (members!.count > 0) throw conflict('people.group_in_use', { name, count: members!.count });
    await tx.db.delete(groups).where(eq(groups.name, name));
    await audit(tx, { action: 'group.deleted', object: { kind: 'group', id: name, label: name } });
  });
}
