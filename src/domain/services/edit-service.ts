import { eq } from 'drizzle-orm';
import type { Context, Tx } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findTeam } from '../people/find-team.ts';
import { checkedName, checkedUrl } from './check-fields.ts';
import { claimName } from './claim-names.ts';
import { demandSomewhere } from './demand-somewhere.ts';
import { findService } from './find-service.ts';
import { foldName } from './fold.ts';
import { oneOf } from './one-of.ts';
import { criticalities, services, urgencyRules, type Service } from './schema.ts';

/** What is absent stays. */
export interface ServiceChange {
  name?: string;
  description?: string;
  ownerTeam?: string;
  criticality?: string;
  urgency?: string;
  runbookUrl?: string | null;
  dashboardUrl?: string | null;
  isActive?: boolean;
}

/**
 * Changes a service. A former name stays as an alias, because monitoring goes on saying it until
 * somebody changes its configuration; `removeAlias` gives it free. Handing a service to another team
 * needs the permission for both.
 * @throws AppError not_found, invalid, conflict (name taken)
 */
export async function editService(ctx: Context, ref: string, change: ServiceChange): Promise<Service> {
  demandSomewhere(ctx, 'change_service');
  const before = await findService(ctx, ref);
  demandForTeam(ctx, 'change_service', before.ownerTeamId);
  const owner = change.ownerTeam === undefined ? undefined : await findTeam(ctx, change.ownerTeam);
  if (owner) demandForTeam(ctx, 'change_service', owner.id);

  if (before.isTriage && change.isActive === false) throw invalid('services.triage_stays', { name: before.name });
  const set = {
    ...(change.name !== undefined && { name: checkedName('name', change.name) }),
    ...(change.description !== undefined && { description: change.description }),
    ...(owner && { ownerTeamId: owner.id }),
    ...(change.criticality !== undefined && { criticality: oneOf('criticality', change.criticality, criticalities) }),
    ...(change.urgency !== undefined && { urgency: oneOf('urgency', change.urgency, urgencyRules) }),
    ...(change.runbookUrl !== undefined && { runbookUrl: checkedUrl('runbook_url', change.runbookUrl) }),
    ...(change.dashboardUrl !== undefined && { dashboardUrl: checkedUrl('dashboard_url', change.dashboardUrl) }),
    ...(change.isActive !== undefined && { isActive: change.isActive }),
  };
  if (Object.keys(set).length === 0) return before;

  return transaction(ctx, async (tx) => {
    const [locked] = await tx.db.select().from(services).where(eq(services.id, before.id)).for('update');
    const was = locked ?? await findService(tx, before.id);
    if (set.name !== undefined) await rename(tx, was, set.name);
    const [service] = await tx.db.update(services).set(set).where(eq(services.id, was.id)).returning();
    const old = Object.fromEntries(Object.keys(set).map((key) => [key, was[key as keyof Service]]));
    await audit(tx, { action: 'service.changed', object: { kind: 'service', id: was.id, label: service!.name }, detail: { from: old, to: set } });
    return service!;
  });
}

async function rename(tx: Tx, was: Service, name: string): Promise<void> {
  if (foldName(was.name) === foldName(name)) return;
  await claimName(tx, was.id, was.name, 'alias');
  await claimName(tx, was.id, name, 'name');
}
