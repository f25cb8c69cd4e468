import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { findService } from '../services/find-service.ts';
import type { Explanation } from '../sources/explain-placing.ts';
import { severityTyped } from './policies/find-policy.ts';
import { rehearse, type Rehearsed } from './policies/rehearse.ts';

/** What would become of something that breaks, from the alert to each person's means. */
export interface Simulated {
  /** The rules that were tried; null when it began with a service. */
  explanation: Explanation | null;
  service: string;
  /** null: a rule drops it. */
  rehearsed: Rehearsed | null;
}
/** @param at the instant at which it would begin; unset: now. @param severity unset: as the alert says, or SEV1 */
export interface Supposing { at?: Date | undefined; severity?: string | undefined }

/** If a service broke: its team, policy, people, means. Tells nobody. @throws AppError forbidden, not_found, invalid (severity) */
export async function simulateService(ctx: Context, ref: string, { at, severity = 'SEV1_CRITICAL' }: Supposing = {}): Promise<Simulated> {
  demand(ctx, 'view_escalation');
  const service = await findService(ctx, ref);
  const rehearsed = await rehearse(ctx, service.ownerTeamId, severity, { at, rule: service.urgency });
  return { explanation: null, service: service.name, rehearsed };
}

/** The same for alerts whose place is explained already (`testRules`). @throws like `simulateService` */
export async function simulateAlerts(ctx: Context, explanations: readonly Explanation[], { at, severity }: Supposing = {}): Promise<Simulated[]> {
  demand(ctx, 'view_escalation');
  return Promise.all(explanations.map(async (explanation): Promise<Simulated> => {
    const { placing } = explanation;
    if (placing.dropped) return { explanation, service: '', rehearsed: null };
    const service = await findService(ctx, placing.serviceId);
    const supposed = severity === undefined ? placing.severity : severityTyped(severity);
    const rehearsed = await rehearse(ctx, placing.teamId, supposed, { at, rule: service.urgency });
    return { explanation, service: placing.isUnknown ? placing.serviceName : service.name, rehearsed };
  }));
}
