import { type Incident, shortId } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import type { Say } from '../../texts/say.ts';
import type { IncidentLine } from './contract.ts';

/** One line of the list beside the chat; of a confidential incident that the reader is not on no more than that it is there (spec §5). */
export const incidentLine = (incident: Incident, say: Say): IncidentLine => ({
  id: incident.id,
  shortId: shortId(incident),
  title: incident.isMasked === true ? `${shortId(incident)} · ${say('cards.confidential')} · ${shortSeverity(incident.severity)}` : incident.title,
  service: incident.service_name,
  team: incident.team_name,
  severity: shortSeverity(incident.severity),
  status: incident.status,
  createdAt: incident.created_at.toISOString(),
  ...(incident.lead_name === null ? {} : { lead: incident.lead_name }),
});
