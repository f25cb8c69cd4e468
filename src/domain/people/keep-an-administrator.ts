import type { Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';

/**
 * Runs a change that may cost a user the administration, and undoes it (by throwing) if no active administrator
 * were left (spec §2). Such changes go one after the other: two administrators who demote each other cannot both succeed.
 * @throws AppError conflict
 */
export async function keepAnAdministrator<T>(tx: Tx, userId: string, change: () => Promise<T>): Promise<T> {
  // Not FOR UPDATE: giving groups only needs the row to stay, and shall not wait.
  await tx.sql`select 1 from groups where name = 'Admins' for no key update`;
  const [was] = await tx.sql<{ username: string }[]>`
    select username from user_groups join users on id = user_id where group_name = 'Admins' and user_id = ${userId} and is_active`;
  const result = await change();
  if (!was) return result;
  const [left] = await tx.sql`select 1 from user_groups join users on id = user_id where group_name = 'Admins' and is_active limit 1`;
  if (!left) throw conflict('people.last_administrator', { name: was.username });
  return result;
}
