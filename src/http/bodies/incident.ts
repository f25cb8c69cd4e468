import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { attachedTo, type Attached } from '../../domain/incidents/attached.ts';
import { masked, openTo } from '../../domain/incidents/inside.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { shortSeverity } from '../../domain/severity.ts';
import { sayIn } from '../../texts/say.ts';
import { instantOut, iso, isoOrNull, severityOut, statusOut } from '../shapes.ts';

const seconds = z.number().nullable();
const shortAlert = z.object({
  id: z.int(), name: z.string(), severity: severityOut, status: z.enum(['firing', 'resolved']), source: z.string(), started_at: instantOut, ended_at: instantOut.nullable(),
}).openapi('AlertSummary');

/** An incident with exactly the members of spec §10. */
export const incidentOut = z.object({
  id: z.uuid(),
  short_id: z.string().openapi({ example: 'INC-42' }),
  title: z.string(),
  description: z.string(),
  severity: severityOut,
  status: statusOut,
  service: z.object({ id: z.uuid(), name: z.string(), owner_team: z.string(), runbook_url: z.string().nullable() }).nullable().openapi({ description: 'null of a confidential incident that the reader is not on: then all that is said is its title, `INC-42 · confidential · SEV1`' }),
  impacted_scopes: z.array(z.string()),
  lead: z.string().nullable().openapi({ description: 'A username' }),
  war_room_link: z.string().nullable(),
  detected_at: instantOut,
  created_at: instantOut,
  acknowledged_at: instantOut.nullable(),
  acknowledged_by: z.string().nullable(),
  mitigated_at: instantOut.nullable(),
  resolved_at: instantOut.nullable(),
  kpis: z.object({ mttd_seconds: seconds, mtta_seconds: seconds, mttr_seconds: seconds }),
  alerts: z.array(shortAlert).openapi({ description: 'The 20 newest, firing ones first; all of them at …/alerts/' }),
}).openapi('Incident');

/** Incidents as they are answered, with what belongs to them. @param baseUrl for rooms of our own console */
export async function incidentBodies(ctx: Context, incidents: readonly Incident[], baseUrl: string): Promise<z.input<typeof incidentOut>[]> {
  if (incidents.length === 0) return [];
  const open = await openTo(ctx, incidents);
  const attached = await attachedTo(ctx, incidents.map(({ id }) => id));
  return incidents.map((incident) => (open.has(incident.id) ? bodyOf(incident, attached.get(incident.id)!, baseUrl) : maskedBody(masked(incident), baseUrl)));
}
export async function incidentBody(ctx: Context, incident: Incident, baseUrl: string): Promise<z.input<typeof incidentOut>> {
  return (await incidentBodies(ctx, [incident], baseUrl))[0]!;
}

/** In the language of the API's own words. */
const maskedBody = (incident: Incident, baseUrl: string): z.input<typeof incidentOut> => ({
  ...bodyOf(incident, { alerts: [], room: null, owner: '' }, baseUrl), service: null,
  title: sayIn('en')('incidents.confidential', { incident: shortId(incident), severity: shortSeverity(incident.severity) }),
});

function bodyOf(incident: Incident, { alerts, room, owner }: Attached, baseUrl: string): z.input<typeof incidentOut> {
  // A clock that was put back in between makes no negative duration.
  const after = (from: Date, to: Date | null) => (to === null ? null : Math.max(0, to.getTime() - from.getTime()) / 1000);
  return {
    id: incident.id,
    short_id: shortId(incident),
    title: incident.title,
    description: incident.description,
    severity: incident.severity,
    status: incident.status,
    service: { id: incident.service_id, name: incident.service_name, owner_team: owner, runbook_url: incident.runbook_url },
    impacted_scopes: [],
    lead: incident.lead_name,
    war_room_link: room?.startsWith('/') === true ? `${baseUrl}${room}` : room,
    detected_at: iso(incident.detected_at),
    created_at: iso(incident.created_at),
    acknowledged_at: isoOrNull(incident.acknowledged_at),
    acknowledged_by: incident.acknowledged_by_name,
    mitigated_at: isoOrNull(incident.mitigated_at),
    resolved_at: isoOrNull(incident.resolved_at),
    kpis: {
      mttd_seconds: after(incident.detected_at, incident.created_at),
      mtta_seconds: after(incident.created_at, incident.acknowledged_at),
      mttr_seconds: after(incident.created_at, incident.resolved_at),
    },
    alerts: alerts.map((alert) => ({
      id: alert.id, name: alert.name, severity: alert.severity, status: alert.ended_at === null ? 'firing' as const : 'resolved' as const,
      source: alert.source, started_at: iso(alert.started_at), ended_at: isoOrNull(alert.ended_at),
    })),
  };
}
