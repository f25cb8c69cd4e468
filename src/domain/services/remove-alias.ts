import { and, eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { invalid, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { nearest } from '../nearest.ts';
import { demandSomewhere } from './demand-somewhere.ts';
import { findService } from './find-service.ts';
import { foldName } from './fold.ts';
import { serviceNames, type Service } from './schema.ts';

/** The word stops meaning this service. @throws AppError not_found (with the aliases it has), invalid for its own name */
export async function removeAlias(ctx: Context, ref: string, alias: string): Promise<Service> {
  demandSomewhere(ctx, 'change_service');
  const service = await findService(ctx, ref);
  demandForTeam(ctx, 'change_service', service.ownerTeamId);

  const word = foldName(alias);
  if (word === foldName(service.name)) throw invalid('services.name_is_no_alias', { name: service.name });

  return transaction(ctx, async (tx) => {
    const own = and(eq(serviceNames.serviceId, service.id), eq(serviceNames.isAlias, true));
    const [gone] = await tx.db.delete(serviceNames).where(and(own, eq(serviceNames.name, word))).returning();
    if (!gone) {
      const left = await tx.db.select({ name: serviceNames.name }).from(serviceNames).where(own);
      throw notFound('services.unknown_alias', { alias, service: service.name }, nearest(alias, left.map((row) => row.name)));
    }
    await audit(tx, { action: 'service.alias_removed', object: { kind: 'service', id: service.id, label: service.name }, detail: { alias: word } });
    return service;
  });
}
