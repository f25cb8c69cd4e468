import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { lookAtTurns } from './look-at-turns.ts';
import { mirrorContact } from './mirror-contact.ts';
import { users } from './schema.ts';

/**
 * Gives an account back with its groups; tokens, sessions and further contacts stay ended.
 * Because the groups come back with it, `change_group` is needed.
 * @throws AppError forbidden, not_found, conflict (someone else has the e-mail address by now)
 */
export async function enableUser(ctx: Context, userId: string): Promise<void> {
  demand(ctx, 'change_group');

  await transaction(ctx, async (tx) => {
    const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for('no key update');
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    if (user.isActive) return;
    await tx.db.update(users).set({ isActive: true }).where(eq(users.id, userId)).catch((error: unknown) => {
      throw brokenConstraint(error) === 'users_email' ? conflict('people.email_taken', { address: user.email ?? '' }) : error;
    });
    await tx.sql`update users set disabled_at = null where id = ${userId}`;
    await lookAtTurns(tx, userId);
    await mirrorContact(tx, userId, 'EMAIL', null, user.email);
    await mirrorContact(tx, userId, 'SMS', null, user.phone);
    await audit(tx, { action: 'user.enabled', object: { kind: 'user', id: userId, label: user.username } });
  });
}
