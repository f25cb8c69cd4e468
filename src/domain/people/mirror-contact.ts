import { userIdOf, type Tx } from '../../context.ts';

/**
 * The e-mail address and phone number of an account are its EMAIL and SMS contacts: replaces the one of `before` by `after`.
 * What an admin sets counts at once; what people set themselves waits for its code (spec §7).
 */
export async function mirrorContact(tx: Tx, userId: string, means: 'EMAIL' | 'SMS', before: string | null, after: string | null): Promise<void> {
  if (before !== null) await tx.sql`delete from contacts where user_id = ${userId} and means = ${means} and lower(address) = lower(${before})`;
  if (after !== null) await tx.sql`
    insert into contacts (user_id, means, address, set_by_admin) values (${userId}, ${means}, ${after}, ${userIdOf(tx.actor) !== userId})
    on conflict (user_id, means, address) do nothing`;
}
