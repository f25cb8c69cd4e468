import { loadIncident } from '../../domain/incidents/find.ts';
import { tellAllClear } from '../../domain/notifications/tell-all-clear.ts';
import { tellWebhooks } from '../../domain/notifications/tell-webhooks.ts';
import type { Handler } from '../runner.ts';

/** Somebody has it: whoever was woken may sleep, and the on-call hears who took it. */
export const tellAcknowledged: Handler<'tell-acknowledged'> = async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.held_since === null || incident.status === 'TRIGGERED') return;
  await tellAllClear(ctx, incident, { kind: 'acknowledged', at: incident.held_since, by: incident.holder_id });
  await tellWebhooks(ctx, incidentId);
};

/** It is over. */
export const tellResolved: Handler<'tell-resolved'> = async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.resolved_at === null) return;
  await tellAllClear(ctx, incident, { kind: 'resolved', at: incident.resolved_at, by: incident.resolved_by });
  await tellWebhooks(ctx, incidentId);
};
