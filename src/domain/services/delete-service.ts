import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict, invalid } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { demandSomewhere } from './demand-somewhere.ts';
import { findService } from './find-service.ts';
import { services, type Service } from './schema.ts';

/**
 * Deletes a service that nothing refers to. One with incidents is part of the record and can only be
 * made inactive; one that rules target would silently take them with it.
 * @throws AppError not_found, conflict (incidents or rules refer to it), invalid (Unknown/Triage)
 */
export async function deleteService(ctx: Context, ref: string): Promise<Service> {
  demandSomewhere(ctx, 'delete_service');
  const service = await findService(ctx, ref);
  demandForTeam(ctx, 'delete_service', service.ownerTeamId);

  const { id, name } = service;
  if (service.isTriage) throw invalid('services.triage_stays', { name });

  return transaction(ctx, async (tx) => {
    // This lock keeps new incidents and rules from referring to it until we are done.
    await tx.db.select({ id: services.id }).from(services).where(eq(services.id, id)).for('update');
    const [used] = await tx.sql<{ incidents: boolean; rules: number }[]>`
      select exists (select 1 from incidents where service_id = ${id}) as incidents,
        (select count(*)::int from rules where target_service_id = ${id}) as rules`;
    if (used!.incidents) throw conflict('services.has_incidents', { name }, { hint: { key: 'services.make_inactive', params: { name } } });
    if (used!.rules > 0) throw conflict('services.has_rules', { name, count: used!.rules });
    await tx.db.delete(services).where(eq(services.id, id));
    await audit(tx, { action: 'service.deleted', object: { kind: 'service', id, label: name } });
    return service;
  });
}
