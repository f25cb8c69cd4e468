import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findRow, masked, type Provider } from './find-provider.ts';
import { providers } from './schema.ts';

/** Word goes out by it again. @throws AppError forbidden, not_found */
export const enableProvider = (ctx: Context, ref: string): Promise<Provider> => turn(ctx, ref, true);

/** Nothing goes out by it until it is enabled; its settings stay. @throws AppError forbidden, not_found */
export const disableProvider = (ctx: Context, ref: string): Promise<Provider> => turn(ctx, ref, false);

async function turn(ctx: Context, ref: string, isActive: boolean): Promise<Provider> {
  demand(ctx, 'change_provider');

  const before = await findRow(ctx, ref);
  if (before.isActive === isActive) return masked(before);

  return transaction(ctx, async (tx) => {
    // A former error says nothing about what comes now.
    const [row] = await tx.db.update(providers).set({ isActive, ...(isActive && { lastError: null }) }).where(eq(providers.id, before.id)).returning();
    await audit(tx, { action: isActive ? 'provider.enabled' : 'provider.disabled', object: { kind: 'provider', id: before.id, label: before.name } });
    return masked(row ?? before);
  });
}
