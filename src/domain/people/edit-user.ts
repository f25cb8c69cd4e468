import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import type { Language } from '../../texts/say.ts';
import { audit } from '../audit/record.ts';
import { demandOwn } from '../settings/demand-own.ts';
import { before } from './before.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { mirrorContact } from './mirror-contact.ts';
import { users, type User } from './schema.ts';
import { choiceFrom, emailFrom, phoneFrom, timeZoneFrom } from './well-formed.ts';

/** null clears; what is absent stays. */
export interface UserChanges {
  language?: Language | null | undefined;
  timeZone?: string | null | undefined;
  phone?: string | null | undefined;
  /** One's own included it needs `change_group`: chat identities are linked by it. */
  email?: string | null | undefined;
}

/**
 * Changes a person's particulars; one's own language, time zone and phone need no permission.
 * @throws AppError forbidden, invalid, not_found, conflict (e-mail taken)
 */
export async function editUser(ctx: Context, userId: string, changes: UserChanges): Promise<User> {
  demandOwn(ctx, 'change_user', userId);
  if (changes.email !== undefined) demand(ctx, 'change_group');

  const values: Partial<User> = {};
  if (changes.language !== undefined) values.language = changes.language && choiceFrom(changes.language, ['en', 'fr'], 'language');
  if (changes.timeZone !== undefined) values.timeZone = changes.timeZone ? timeZoneFrom(changes.timeZone) : null;
  if (changes.phone !== undefined) values.phone = changes.phone ? phoneFrom(changes.phone) : null;
  if (changes.email !== undefined) values.email = changes.email ? emailFrom(changes.email) : null;

  return transaction(ctx, async (tx) => {
    const [was] = await tx.db.select().from(users).where(eq(users.id, userId)).for('no key update');
    if (!was) throw notFound('errors.unknown_user', { name: userId });
    if (Object.keys(values).length === 0) return was;
    const [user] = await tx.db.update(users).set(values).where(eq(users.id, userId)).returning().catch((error: unknown) => {
      if (brokenConstraint(error) === 'users_email') throw conflict('people.email_taken', { address: values.email ?? '' });
      throw error;
    });
    if (was.email !== user!.email) await mirrorContact(tx, userId, 'EMAIL', was.email, user!.email);
    if (was.phone !== user!.phone) await mirrorContact(tx, userId, 'SMS', was.phone, user!.phone);
    await audit(tx, { action: 'user.changed', object: { kind: 'user', id: userId, label: was.username }, detail: { before: before(was, values), after: values } });
    return user!;
  });
}
