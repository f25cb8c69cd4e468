import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findRow, masked, rowsInOrder, type Provider } from './find-provider.ts';
import { providers } from './schema.ts';

const apart = 10;

/**
 * Puts these providers first, in this order; the others keep theirs behind them.
 * @returns all providers in their new order
 * @throws AppError forbidden, not_found
 */
export async function orderProviders(ctx: Context, refs: readonly string[]): Promise<Provider[]> {
  demand(ctx, 'change_provider');

  const first = await Promise.all(refs.map((ref) => findRow(ctx, ref)));

  return transaction(ctx, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('providers.order'))`;
    const named = new Set(first.map((row) => row.id));
    const rest = (await rowsInOrder(tx)).filter((row) => !named.has(row.id));
    const order = [...named, ...rest.map((row) => row.id)];
    for (const [index, id] of order.entries()) await tx.db.update(providers).set({ priority: (index + 1) * apart }).where(eq(providers.id, id));
    await audit(tx, { action: 'provider.ordered', detail: { order: [...first, ...rest].map((row) => row.name) } });
    return (await rowsInOrder(tx)).map(masked);
  });
}
