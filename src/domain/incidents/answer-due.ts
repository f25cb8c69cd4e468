import { plainUrgency, responseTargetMinutes } from '../services/urgency.ts';
import type { Incident } from './schema.ts';

/**
 * The instant by which somebody should have answered for an incident: by its service's tier, and where it wakes people no
 * later than the team gives itself to acknowledge (spec §3): four hours are no answer to a SEV1, whatever the tier.
 */
export function answerDue(incident: Pick<Incident, 'created_at' | 'service_criticality' | 'service_urgency' | 'severity' | 'acknowledge_timeout_minutes'>): Date {
  const target = responseTargetMinutes(incident.service_criticality);
  const wakes = incident.service_urgency === 'high' || (incident.service_urgency !== 'low' && plainUrgency(incident.severity) === 'high');
  return new Date(incident.created_at.getTime() + (wakes ? Math.min(target, incident.acknowledge_timeout_minutes) : target) * 60_000);
}
