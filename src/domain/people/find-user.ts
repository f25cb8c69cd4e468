import { eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { personColumns, type Person } from './person.ts';
import { users } from './schema.ts';
import { isUuid } from '../uuid.ts';

/**
 * A person by id, username, @username or e-mail, whatever the case; an active account goes before a disabled one.
 * @throws AppError not_found with the nearest usernames
 */
export async function findUser(ctx: Context, ref: string): Promise<Person> {
  const word = ref.trim().replace(/^@/, '');
  const [person] = await ctx.db.select(personColumns).from(users)
    .where(isUuid(word) ? eq(users.id, word) : sql`lower(${users.username}) = lower(${word}) or lower(${users.email}) = lower(${word})`)
    .orderBy(sql`lower(${users.username}) = lower(${word}) desc, ${users.isActive} desc`).limit(1);
  if (person) return person;
  const all = await ctx.db.select({ username: users.username }).from(users).where(eq(users.isActive, true));
  throw notFound('errors.unknown_user', { name: ref.trim().slice(0, 80) }, nearest(word, all.map((row) => row.username)));
}
