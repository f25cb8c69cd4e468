import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { createService, type NewService } from '../services/create-service.ts';
import { isService, type Placed } from './is-service.ts';

/** Registers the service that an incident of Unknown/Triage is about and moves it there, both or neither. @throws AppError as both */
export async function createServiceFor(ctx: Context, ref: string, service: NewService): Promise<Placed> {
  return transaction(ctx, async (tx) => {
    const created = await createService(tx, service);
    return isService(tx, ref, created.id);
  });
}
