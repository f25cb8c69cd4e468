import { eq } from 'drizzle-orm';
import type { Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { foldName } from './fold.ts';
import { serviceNames, services } from './schema.ts';

/**
 * Makes a word a name or an alias of the service; one that is its own already only changes its part.
 * The primary key decides between two who claim at once.
 * @throws AppError conflict when the word already means another service
 */
export async function claimName(tx: Tx, serviceId: string, name: string, as: 'name' | 'alias'): Promise<void> {
  const word = foldName(name);
  const isAlias = as === 'alias';
  const [claimed] = await tx.db.insert(serviceNames).values({ name: word, serviceId, isAlias })
    .onConflictDoUpdate({ target: serviceNames.name, set: { isAlias }, setWhere: eq(serviceNames.serviceId, serviceId) }).returning();
  if (claimed) return;
  const [holder] = await tx.db.select({ name: services.name }).from(serviceNames)
    .innerJoin(services, eq(services.id, serviceNames.serviceId)).where(eq(serviceNames.name, word));
  throw conflict('services.name_taken', { name, service: holder?.name ?? '?' });
}
