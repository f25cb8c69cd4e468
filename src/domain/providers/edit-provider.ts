import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { checkedName } from '../services/check-fields.ts';
import { foldName } from '../services/fold.ts';
import type { ProviderTools } from './add-provider.ts';
import { checkedConfig, kindNamed } from './checked-config.ts';
import { checkedPriority } from './checked-priority.ts';
import { findRow, masked, type Provider } from './find-provider.ts';
import { checkedLimits } from './limits.ts';
import { providers, type ProviderRow } from './schema.ts';
import { mask, openMembers, sealMembers } from './secret-members.ts';

/** What is absent stays. */
export interface ProviderChange {
  name?: string;
  priority?: number;
  /** Messages within a minute and an hour; null: as its kind has it. */
  perMinute?: number | null;
  perHour?: number | null;
  /** Member by member: absent or masked stays, null takes away. */
  config?: Record<string, unknown>;
}

/** Changes a provider. @throws AppError forbidden, not_found, invalid, conflict (name taken), unavailable (a stored secret cannot be opened) */
export async function editProvider(ctx: Context, ref: string, change: ProviderChange, tools: ProviderTools): Promise<Provider> {
  demand(ctx, 'change_provider');

  const { id } = await findRow(ctx, ref);
  const name = change.name === undefined ? undefined : checkedName('name', change.name);
  const priority = change.priority === undefined ? undefined : checkedPriority(change.priority);
  const limits = checkedLimits(change);

  return transaction(ctx, async (tx) => {
    if (name !== undefined) {
      // A name is taken by its lower case; the lock makes two renames at once wait for each other.
      await tx.sql`select pg_advisory_xact_lock(hashtext('providers.name'))`;
      const others = await tx.db.select({ id: providers.id, name: providers.name }).from(providers);
      if (others.some((other) => other.id !== id && foldName(other.name) === foldName(name))) throw conflict('providers.provider_exists', { name });
    }
    const [before] = await tx.db.select().from(providers).where(eq(providers.id, id)).for('update');
    if (!before) throw notFound('providers.unknown_provider', { name: ref });
    const config = change.config === undefined ? undefined : merged(before, change.config, tools);
    const set = { ...(name !== undefined && { name }), ...(priority !== undefined && { priority }), ...limits, ...(config && { config }) };
    if (Object.keys(set).length === 0) return masked(before);
    const [row] = await tx.db.update(providers).set(set).where(eq(providers.id, id)).returning();
    const after = masked(row!);
    const touched = change.config && Object.keys(change.config).filter((member) => change.config![member] !== mask);
    await audit(tx, { action: 'provider.changed', object: { kind: 'provider', id, label: after.name }, detail: { name: after.name, priority: after.priority, ...limits, config: after.config, ...(touched && { touched }) } });
    return after;
  });
}

function merged(before: ProviderRow, change: Record<string, unknown>, tools: ProviderTools): Record<string, unknown> {
  const kind = kindNamed(before.kind, tools.providerKinds);
  const given = Object.entries(change).filter(([, value]) => value !== mask && value !== undefined);
  const all = Object.entries({ ...openMembers(before.config, before.id, tools.sealer), ...Object.fromEntries(given) }).filter(([, value]) => value !== null);
  return sealMembers(checkedConfig(kind, Object.fromEntries(all)), kind, before.id, tools.sealer);
}
