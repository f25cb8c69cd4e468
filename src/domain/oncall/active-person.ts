import type { Tx } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import type { OnCallPerson } from './pin.ts';

/**
 * Somebody who may be put on call. The row is locked for sharing: the account cannot be disabled between this look and the commit.
 * @throws AppError not_found, conflict (the account is disabled)
 */
export async function activePerson(tx: Tx, userId: string): Promise<OnCallPerson> {
  const [user] = await tx.sql<(OnCallPerson & { isActive: boolean })[]>`
    select id as "userId", username, is_active as "isActive" from users where id = ${userId} for share`;
  if (!user) throw notFound('errors.unknown_user', { name: userId });
  if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });
  return { userId: user.userId, username: user.username };
}
