import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import type { Sealer } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import type { Ports } from '../ports.ts';
import { checkedName } from '../services/check-fields.ts';
import { checkedConfig, kindNamed } from './checked-config.ts';
import { checkedPriority } from './checked-priority.ts';
import { masked, type Provider } from './find-provider.ts';
import { checkedLimits } from './limits.ts';
import { providers } from './schema.ts';
import { sealMembers } from './secret-members.ts';

export interface NewProvider {
  name: string;
  /** In any case: `slack`, `OVH_SMS`. */
  kind: string;
  config: Record<string, unknown>;
  /** 1 is tried first; 100 unless given. */
  priority?: number;
  /** Messages within a minute and an hour; null or absent: as its kind has it. */
  perMinute?: number | null;
  perHour?: number | null;
}
export interface ProviderTools {
  providerKinds: Ports['providerKinds'];
  sealer: Pick<Sealer, 'seal' | 'open'>;
}

/** Adds a way by which word goes out; its secrets are sealed before they are stored. @throws AppError forbidden, invalid, conflict (name taken) */
export async function addProvider(ctx: Context, input: NewProvider, tools: ProviderTools): Promise<Provider> {
  demand(ctx, 'add_provider');

  const kind = kindNamed(input.kind, tools.providerKinds);
  const name = checkedName('name', input.name);
  const config = checkedConfig(kind, input.config);
  const priority = checkedPriority(input.priority ?? 100);
  const limits = checkedLimits(input);
  const id = randomUUID();

  return transaction(ctx, async (tx) => {
    const [row] = await tx.db.insert(providers).values({ id, name, kind: kind.kind, priority, ...limits, config: sealMembers(config, kind, id, tools.sealer) })
      .onConflictDoNothing().returning();
    if (!row) throw conflict('providers.provider_exists', { name });
    const shown = masked(row);
    await audit(tx, { action: 'provider.added', object: { kind: 'provider', id, label: name }, detail: { kind: kind.kind, priority, ...limits, config: shown.config } });
    return shown;
  });
}
