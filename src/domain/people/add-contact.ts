import { userIdOf, type Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from '../audit/record.ts';
import { demandOwn } from '../settings/demand-own.ts';
import { contacts, users } from './schema.ts';
import { badField, choiceFrom, emailFrom, phoneFrom } from './well-formed.ts';
import { eq } from 'drizzle-orm';

/** Means that need an address; the chat finds people by their account. */
export const addressedMeans = ['SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK'] as const;
export type Contact = typeof contacts.$inferSelect;

/**
 * Adds a way to reach someone. One's own needs no permission and counts once its code came back (`verifyContact`);
 * one set by somebody else counts at once, unconfirmed (spec §7).
 * @throws AppError forbidden, invalid, not_found, conflict (already there, or the account is disabled)
 */
export async function addContact(ctx: Context, input: { userId: string; means: string; address: string }): Promise<Contact> {
  const { userId } = input;
  demandOwn(ctx, 'change_user', userId);

  const means = choiceFrom(input.means, addressedMeans, 'means');
  const address = addressFor(means, input.address);

  return transaction(ctx, async (tx) => {
    const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for('share');
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });
    const [contact] = await tx.db.insert(contacts).values({ userId, means, address, setByAdmin: userIdOf(tx.actor) !== userId }).onConflictDoNothing().returning();
    if (!contact) throw conflict('people.contact_exists');
    await audit(tx, { action: 'contact.added', object: { kind: 'user', id: userId, label: user.username }, detail: { means } });
    return contact;
  });
}

/** Looks right for the means; whether outgoing calls may reach a web address is decided when it is called. */
function addressFor(means: (typeof addressedMeans)[number], given: string): string {
  switch (means) {
    case 'SMS': case 'VOICE': return phoneFrom(given, 'address');
    case 'EMAIL': return emailFrom(given, 'address');
    case 'NTFY': {
      if (!/^[-\w]{1,64}$/.test(given.trim())) throw badField('address', 'people.bad_topic');
      return given.trim();
    }
    case 'WEBHOOK': {
      const url = URL.parse(given.trim());
      if (!url || !/^https?:$/.test(url.protocol) || given.length > 2000) throw badField('address', 'errors.bad_url', { address: given.trim().slice(0, 80) });
      return url.href;
    }
  }
}
