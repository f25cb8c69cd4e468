import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { nearest } from '../nearest.ts';
import { providers, type ProviderRow } from './schema.ts';
import { maskMembers } from './secret-members.ts';
import { isUuid } from '../uuid.ts';

/** A provider as it may be shown: secrets masked. */
export type Provider = ProviderRow & { readonly isMasked: true };

export const masked = (row: ProviderRow): Provider => ({ ...row, config: maskMembers(row.config), isMasked: true });

/** The stored row by id or name, whatever the case; for the verbs of this folder. @throws AppError not_found with the nearest names */
export async function findRow(ctx: Context, ref: string): Promise<ProviderRow> {
  const word = ref.trim();
  const [found] = await ctx.db.select().from(providers).where(isUuid(word) ? eq(providers.id, word) : sql`lower(${providers.name}) = lower(${word})`);
  if (found) return found;
  const all = await ctx.db.select({ name: providers.name }).from(providers);
  throw notFound('providers.unknown_provider', { name: word }, nearest(word, all.map((row) => row.name)));
}

/** A provider by id or name, masked. @throws AppError forbidden, not_found */
export async function findProvider(ctx: Context, ref: string): Promise<Provider> {
  demand(ctx, 'view_provider');
  return masked(await findRow(ctx, ref));
}

/** All providers, masked, in the order in which they are tried. @throws AppError forbidden */
export async function listProviders(ctx: Context): Promise<Provider[]> {
  demand(ctx, 'view_provider');
  return (await rowsInOrder(ctx)).map(masked);
}

/** The stored rows in the order in which they are tried; for the verbs of this folder. */
export const rowsInOrder = (ctx: Context): Promise<ProviderRow[]> =>
  ctx.db.select().from(providers).orderBy(asc(providers.priority), asc(sql`lower(${providers.name})`));
