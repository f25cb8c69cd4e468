import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from '../audit/record.ts';
import { demandOwn } from '../settings/demand-own.ts';

interface Found { means: string; username: string; isAccounts: boolean }

/**
 * Takes away a way to reach someone. The account's own e-mail and phone go with the account's particulars (`editUser`).
 * @throws AppError forbidden, not_found, conflict
 */
export async function removeContact(ctx: Context, input: { userId: string; contactId: string }): Promise<void> {
  const { userId, contactId } = input;
  demandOwn(ctx, 'change_user', userId);

  await transaction(ctx, async (tx) => {
    const [found] = await tx.sql<Found[]>`
      select means, username, (means = 'EMAIL' and lower(address) = lower(email)) is true or (means = 'SMS' and address = phone) is true as "isAccounts"
      from contacts join users on users.id = user_id where contacts.id = ${contactId} and user_id = ${userId} for update of contacts`;
    if (!found) throw notFound('people.unknown_contact');
    if (found.isAccounts) throw conflict('people.contact_own');
    await tx.sql`delete from contacts where id = ${contactId}`;
    await audit(tx, { action: 'contact.removed', object: { kind: 'user', id: userId, label: found.username }, detail: { means: found.means } });
  });
}
