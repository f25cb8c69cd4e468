import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { foldName } from './fold.ts';
import { serviceNames, services, type Service } from './schema.ts';
import { isUuid } from '../uuid.ts';

/** A service by id, name or alias, whatever the case; inactive ones too. @throws AppError not_found with the nearest names */
export async function findService(ctx: Context, ref: string): Promise<Service> {
  const word = ref.trim();
  const [found] = isUuid(word)
    ? await ctx.db.select({ service: services }).from(services).where(eq(services.id, word))
    : await ctx.db.select({ service: services }).from(serviceNames).innerJoin(services, eq(services.id, serviceNames.serviceId)).where(eq(serviceNames.name, foldName(word)));
  if (found) return found.service;
  const all = await ctx.db.select({ name: services.name }).from(services);
  const aliases = await ctx.db.select({ name: serviceNames.name }).from(serviceNames).where(eq(serviceNames.isAlias, true));
  throw notFound('errors.unknown_service', { name: word }, nearest(word, [...all, ...aliases].map((row) => row.name)));
}
