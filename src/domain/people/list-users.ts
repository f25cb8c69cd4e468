import { and, count, eq, ilike, inArray, type SQL, sql } from 'drizzle-orm';
import { userIdOf, type Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand, may } from '../../permissions.ts';
import { demandOwn } from '../settings/demand-own.ts';
import { pattern } from './pattern.ts';
import type { Profile } from './person.ts';
import { userGroups, users, type User } from './schema.ts';

export interface UserFilters {
  /** A part of the username. */
  search?: string | undefined;
  active?: boolean | undefined;
  /** A group's name as stored. */
  group?: string | undefined;
  limit?: number;
  offset?: number;
}

/**
 * People by username, with their groups. E-mail and phone are there for oneself and for those who may change users.
 * @throws AppError forbidden
 */
export async function listUsers(ctx: Context, filters: UserFilters = {}): Promise<{ rows: Profile[]; count: number }> {
  demand(ctx, 'view_user');

  const matching = and(
    filters.search === undefined ? undefined : ilike(users.username, pattern(filters.search)),
    filters.active === undefined ? undefined : eq(users.isActive, filters.active),
    filters.group === undefined ? undefined : inArray(users.id, ctx.db.select({ id: userGroups.userId }).from(userGroups).where(eq(userGroups.groupName, filters.group))),
  );
  const [total] = await ctx.db.select({ count: count() }).from(users).where(matching);
  const few = select(ctx, matching).orderBy(sql`lower(${users.username})`).offset(filters.offset ?? 0);
  const rows = await (filters.limit === undefined ? few : few.limit(filters.limit));
  return { rows: rows.map((row) => profile(ctx, row)), count: total!.count };
}

/** One person as the actor may see them; oneself always. @throws AppError forbidden, not_found */
export async function showUser(ctx: Context, userId: string): Promise<Profile> {
  demandOwn(ctx, 'view_user', userId);

  const [row] = await select(ctx, eq(users.id, userId));
  if (!row) throw notFound('errors.unknown_user', { name: userId });
  return profile(ctx, row);
}

const select = (ctx: Context, matching: SQL | undefined) => ctx.db
  .select({ user: users, groups: sql<string[]>`array(select group_name from user_groups where user_id = ${users.id} order by group_name)` })
  .from(users).where(matching).$dynamic();

function profile(ctx: Context, { user, groups }: { user: User; groups: string[] }): Profile {
  if (may(ctx.actor, 'change_user') || userIdOf(ctx.actor) === user.id) return { ...user, groups };
  const { email: _email, phone: _phone, ...person } = user;
  return { ...person, groups };
}
