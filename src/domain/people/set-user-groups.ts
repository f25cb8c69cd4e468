import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { giveGroups } from './give-groups.ts';
import { keepAnAdministrator } from './keep-an-administrator.ts';

/**
 * Gives a user exactly these groups; one's own need the same permission.
 * @returns the groups as stored
 * @throws AppError forbidden, not_found (user or group), conflict (the last administrator)
 */
export async function setUserGroups(ctx: Context, userId: string, groups: readonly string[]): Promise<string[]> {
  demand(ctx, 'change_group');

  return transaction(ctx, (tx) => keepAnAdministrator(tx, userId, async () => {
    const [user] = await tx.sql<{ username: string; groups: string[] }[]>`
      select username, array(select group_name from user_groups where user_id = id order by 1) as groups from users where id = ${userId} for no key update`;
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    const after = await giveGroups(tx, userId, groups);
    if (after.join() === user.groups.join()) return after;
    await audit(tx, { action: 'user.groups_changed', object: { kind: 'user', id: userId, label: user.username }, detail: { before: user.groups, after } });
    return after;
  }));
}
