import { eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { teams, type Team } from './schema.ts';
import { isUuid } from '../uuid.ts';

/** A team by id, name or slug, whatever the case. @throws AppError not_found with the nearest names */
export async function findTeam(ctx: Context, ref: string): Promise<Team> {
  const word = ref.trim();
  const [team] = await ctx.db.select().from(teams)
    .where(isUuid(word) ? eq(teams.id, word) : sql`lower(${teams.name}) = lower(${word}) or ${teams.slug} = lower(${word})`).limit(1);
  if (team) return team;
  const all = await ctx.db.select({ name: teams.name }).from(teams);
  throw notFound('errors.unknown_team', { name: word }, nearest(word, all.map((row) => row.name)));
}
