import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findTeam } from '../people/find-team.ts';
import { checkedName, checkedUrl } from './check-fields.ts';
import { claimName } from './claim-names.ts';
import { demandSomewhere } from './demand-somewhere.ts';
import { oneOf } from './one-of.ts';
import { criticalities, services, urgencyRules, type Service } from './schema.ts';

export interface NewService {
  name: string;
  /** Id, name or slug of the team that answers for it. */
  ownerTeam: string;
  description?: string;
  /** Enum values are taken in any case. */
  criticality?: string;
  urgency?: string;
  runbookUrl?: string | null;
  dashboardUrl?: string | null;
  /** Further words by which alerts may name it. */
  aliases?: readonly string[];
}

/**
 * Registers something that can break. Managers may do so for their own team.
 * @throws AppError invalid, not_found (team), conflict (a name or alias that already means a service)
 */
export async function createService(ctx: Context, input: NewService): Promise<Service> {
  demandSomewhere(ctx, 'add_service');
  const team = await findTeam(ctx, input.ownerTeam);
  demandForTeam(ctx, 'add_service', team.id);

  const values = {
    name: checkedName('name', input.name),
    description: input.description ?? '',
    ownerTeamId: team.id,
    criticality: oneOf('criticality', input.criticality ?? 'TIER_3', criticalities),
    urgency: oneOf('urgency', input.urgency ?? 'by_severity', urgencyRules),
    runbookUrl: checkedUrl('runbook_url', input.runbookUrl ?? null),
    dashboardUrl: checkedUrl('dashboard_url', input.dashboardUrl ?? null),
  };
  const aliases = (input.aliases ?? []).map((alias) => checkedName('aliases', alias));

  return transaction(ctx, async (tx) => {
    const [service] = await tx.db.insert(services).values(values).returning();
    // The name last: an alias equal to it must not turn it into an alias.
    for (const alias of aliases) await claimName(tx, service!.id, alias, 'alias');
    await claimName(tx, service!.id, values.name, 'name');
    await audit(tx, { action: 'service.created', object: { kind: 'service', id: service!.id, label: values.name }, detail: { ...values, aliases } });
    return service!;
  });
}
