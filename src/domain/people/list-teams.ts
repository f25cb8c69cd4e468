import { count, ilike, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { pattern } from './pattern.ts';
import { teams, type Team } from './schema.ts';

/**
 * Teams by name.
 * @param filters `search` is a part of the name; without `limit` all of them
 * @throws AppError forbidden
 */
export async function listTeams(ctx: Context, filters: { search?: string | undefined; limit?: number; offset?: number } = {}): Promise<{ rows: Team[]; count: number }> {
  demand(ctx, 'view_team');

  const matching = filters.search === undefined ? undefined : ilike(teams.name, pattern(filters.search));
  const [total] = await ctx.db.select({ count: count() }).from(teams).where(matching);
  const few = ctx.db.select().from(teams).where(matching).orderBy(sql`lower(${teams.name})`).offset(filters.offset ?? 0).$dynamic();
  return { rows: await (filters.limit === undefined ? few : few.limit(filters.limit)), count: total!.count };
}
