import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { checkedName } from './check-fields.ts';
import { claimName } from './claim-names.ts';
import { demandSomewhere } from './demand-somewhere.ts';
import { findService } from './find-service.ts';
import { foldName } from './fold.ts';
import type { Service } from './schema.ts';

/**
 * From now on the word means this service too. A word that already does changes nothing.
 * @throws AppError not_found, invalid, conflict (means another service)
 */
export async function addAlias(ctx: Context, ref: string, alias: string): Promise<Service> {
  demandSomewhere(ctx, 'change_service');
  const service = await findService(ctx, ref);
  demandForTeam(ctx, 'change_service', service.ownerTeamId);

  const word = checkedName('alias', alias);
  if (foldName(word) === foldName(service.name)) return service;

  return transaction(ctx, async (tx) => {
    await claimName(tx, service.id, word, 'alias');
    await audit(tx, { action: 'service.alias_added', object: { kind: 'service', id: service.id, label: service.name }, detail: { alias: foldName(word) } });
    return service;
  });
}
