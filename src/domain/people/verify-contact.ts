import { userIdOf, type Context } from '../../context.ts';
import { invalid, notFound } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { useCode } from './use-code.ts';

/**
 * The code that was sent to a contact came back: it counts from now on.
 * The code is of purpose `contact` with `{ contactId }`, and its owner types it.
 * @throws AppError invalid, not_found (the contact is gone)
 */
export function verifyContact(ctx: Context, code: string): Promise<void> {
  return useCode(ctx, code, 'contact', async (tx, used) => {
    if (userIdOf(tx.actor) !== used.userId) throw invalid('people.code_invalid');
    const [contact] = await tx.sql<{ means: string; username: string }[]>`
      update contacts set verified_at = ${tx.now}, bad_since = null, bad_reason = null from users
      where contacts.id = ${String(used.detail['contactId'])} and user_id = ${used.userId} and users.id = user_id returning means, username`;
    if (!contact) throw notFound('people.unknown_contact');
    await audit(tx, { action: 'contact.verified', object: { kind: 'user', id: used.userId, label: contact.username }, detail: { means: contact.means } });
  });
}
