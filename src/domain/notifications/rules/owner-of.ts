import type { Tx } from '../../../context.ts';
import { notFound } from '../../../errors.ts';

/** Holds a person's rules against other changes until the transaction ends. @returns the username @throws AppError not_found */
export async function ownerOf(tx: Tx, userId: string): Promise<string> {
  const [user] = await tx.sql<{ username: string }[]>`select username from users where id = ${userId} for no key update`;
  if (!user) throw notFound('errors.unknown_user', { name: userId });
  return user.username;
}
