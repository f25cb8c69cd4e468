import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { nearest } from '../nearest.ts';
import { shown, sources, type Source } from './schema.ts';
import { isUuid } from '../uuid.ts';

/** A source by id or name, whatever the case, for verbs that ask for their own permission. @throws AppError not_found with the nearest names */
export async function findSource(ctx: Context, ref: string): Promise<Source> {
  const word = ref.trim();
  const [found] = await ctx.db.select().from(sources).where(isUuid(word) ? eq(sources.id, word) : sql`lower(${sources.name}) = lower(${word})`);
  if (found) return shown(found);
  const all = await ctx.db.select({ name: sources.name }).from(sources);
  throw notFound('sources.unknown_source', { name: word }, nearest(word, all.map((row) => row.name)));
}

/** A source by id or name, to be shown. @throws AppError forbidden, not_found */
export async function showSource(ctx: Context, ref: string): Promise<Source> {
  demand(ctx, 'view_source');
  return findSource(ctx, ref);
}

/** All sources by name. @throws AppError forbidden */
export async function listSources(ctx: Context): Promise<Source[]> {
  demand(ctx, 'view_source');
  return (await ctx.db.select().from(sources).orderBy(asc(sql`lower(${sources.name})`))).map(shown);
}
