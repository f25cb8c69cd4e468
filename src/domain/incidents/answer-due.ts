import { responseTargetMinutes } from '../services/urgency.ts';
import type { Incident } from './schema.ts';

/** The instant by which somebody should have answered for an incident, by its service's tier (spec §3). */
export const answerDue = (incident: Pick<Incident, 'created_at' | 'service_criticality'>): Date =>
  new Date(incident.created_at.getTime() + responseTargetMinutes(incident.service_criticality) * 60_000);
