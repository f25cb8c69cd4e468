import { userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { notFound } from '../../errors.ts';
import { audit } from '../audit/record.ts';

/**
 * One tap: what an administrator or an import set is right. Only its owner can say so.
 * @throws AppError not_found
 */
export async function confirmContact(ctx: Context, contactId: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const [found] = await tx.sql<{ means: string; user_id: string; username: string }[]>`
      update contacts c set verified_at = coalesce(c.verified_at, ${tx.now}) from users u
      where c.id = ${contactId} and c.set_by_admin and c.bad_since is null and c.user_id = ${userIdOf(tx.actor)} and u.id = c.user_id returning c.means, c.user_id, u.username`;
    if (!found) throw notFound('people.unknown_contact');
    await audit(tx, { action: 'contact.confirmed', object: { kind: 'user', id: found.user_id, label: found.username }, detail: { means: found.means } });
  });
}

/** Somebody answered through a message: the contact it went to is theirs, as good as confirmed by a tap. */
export async function confirmThrough(tx: Tx, notificationId: string): Promise<void> {
  const [found] = await tx.sql<{ means: string; user_id: string; username: string }[]>`
    update contacts c set verified_at = ${tx.now} from notifications n join users u on u.id = n.user_id
    where n.id = ${notificationId} and c.user_id = n.user_id and c.means = n.means and c.address = n.address and c.set_by_admin and c.verified_at is null returning c.means, c.user_id, u.username`;
  if (found) await audit(tx, { action: 'contact.confirmed', object: { kind: 'user', id: found.user_id, label: found.username }, detail: { means: found.means } });
}
