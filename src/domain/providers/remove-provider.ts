import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findRow, masked, type Provider } from './find-provider.ts';
import { providers } from './schema.ts';

/** Takes a provider away with its secrets; notifications that went by it keep their receipts. @throws AppError forbidden, not_found */
export async function removeProvider(ctx: Context, ref: string): Promise<Provider> {
  demand(ctx, 'delete_provider');

  const row = await findRow(ctx, ref);

  return transaction(ctx, async (tx) => {
    await tx.db.delete(providers).where(eq(providers.id, row.id));
    await audit(tx, { action: 'provider.removed', object: { kind: 'provider', id: row.id, label: row.name }, detail: { kind: row.kind } });
    return masked(row);
  });
}
