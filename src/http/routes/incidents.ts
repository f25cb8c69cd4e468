import { z } from '@hono/zod-openapi';
import { assign } from '../../domain/incidents/assign.ts';
import { changeSeverity } from '../../domain/incidents/change-severity.ts';
import { editIncident } from '../../domain/incidents/edit.ts';
import { findIncident, loadIncident } from '../../domain/incidents/find.ts';
import { joinOrDeclare } from '../../domain/incidents/join-or-declare.ts';
import { incidentOrders, listIncidents } from '../../domain/incidents/list-incidents.ts';
import { setLead } from '../../domain/incidents/set-lead.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { findService } from '../../domain/services/find-service.ts';
import { statuses } from '../../domain/severity.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { incidentBodies, incidentBody, incidentOut } from '../bodies/incident.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { limitOf, listOut, listQuery, pageOf } from '../paging.ts';
import { given, instantIn, listOf, reference, severitiesIn, severityIn, upper, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'incidents';
const refs = { refs: { 'errors.unknown_service': 'service', 'errors.unknown_team': 'team', 'errors.unknown_user': 'lead', 'incidents.assign_to_whom': 'team' } } as const;

const filters = listQuery(incidentOrders, {
  status: listOf(upper(statuses), 'One or several, with commas: TRIGGERED,ACKNOWLEDGED').optional(),
  severity: severitiesIn.optional(),
  service: reference.optional(),
  team: reference.optional(),
  lead: reference.optional(),
  created_after: instantIn.optional(),
  created_before: instantIn.optional(),
});
const fresh = z.object({
  title: words(2000),
  description: words().optional(),
  severity: severityIn.default('SEV3_MEDIUM'),
  service: reference.optional().openapi({ description: 'Id, name or alias; Unknown/Triage when absent' }),
  team: reference.optional().openapi({ description: 'Who answers; the service’s owner when absent' }),
  detected_at: instantIn.optional(),
  private: z.boolean().default(false).openapi({ description: 'Confidential: whoever is not on it sees no more than its number and severity' }),
  force_new: z.boolean().default(false).openapi({ description: 'Open a new one even if an open one of the service and severity is there to be joined' }),
});
const change = z.object({
  title: words(2000), description: words(), severity: severityIn, lead: reference, service: reference, team: reference, detected_at: instantIn, private: z.boolean(),
}).partial();

/** Incidents: list, declare or join, read, change (spec §5, §10). */
export function incidentRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/incidents/', { tag, summary: 'Incidents, the newest first', query: filters, answer: listOut(incidentOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_incident');
    const { ordering, status, severity, service, team, lead, search, created_after: createdAfter, created_before: createdBefore } = query;
    const wanted = await spoken(refs, (async () => given({
      statuses: status, severities: severity, search, createdAfter, createdBefore,
      serviceId: service === undefined ? undefined : (await findService(ctx, service)).id,
      teamId: team === undefined ? undefined : (await findTeam(ctx, team)).id,
      leadId: lead === undefined ? undefined : (await findUser(ctx, lead)).id,
    }))());
    const order = ordering?.replace(/^-/, '') as (typeof incidentOrders)[number] | undefined;
    const found = await listIncidents(ctx, wanted, { ...limitOf(query), ...(order === undefined ? {} : { order, descending: ordering!.startsWith('-') }) });
    return pageOf({ ...found, rows: await incidentBodies(ctx, found.rows, baseUrl) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/incidents/', {
    tag, summary: 'Declares an incident', body: fresh, answer: incidentOut, status: 201, also: { 200: 'Joined the newest open incident of the service and severity' },
  }, async ({ ctx, body, as }) => {
    const { title, severity, force_new: forceNew, description, service, team, detected_at: detectedAt, private: isPrivate } = body;
    const { incident, joined } = await spoken(refs, joinOrDeclare(ctx, { title, severity, via: 'api', isPrivate, ...given({ description, service, team, detectedAt }) }, { forceNew }));
    if (joined) as(200);
    return incidentBody(ctx, incident, baseUrl);
  });

  endpoint(api, 'get', '/incidents/{ref}/', { tag, summary: 'One incident, by uuid, INC-42 or 42', answer: incidentOut }, async ({ ctx, params }) =>
    incidentBody(ctx, await findIncident(ctx, params.ref), baseUrl));

  endpoint(api, 'patch', '/incidents/{ref}/', { tag, summary: 'Changes what is given', body: change, answer: incidentOut }, ({ ctx, params, body }) => transaction(ctx, async (tx) => {
    const { ref } = params;
    const { title, description, service, detected_at: detectedAt, severity, lead, team, private: isPrivate } = body;
    const edit = given({ title, description, service, detectedAt, isPrivate });
    await spoken(refs, (async () => {
      if (Object.keys(edit).length > 0 || Object.keys(body).length === 0) await editIncident(tx, ref, edit);
      if (severity !== undefined && severity !== (await loadIncident(tx, ref)).severity) await changeSeverity(tx, ref, severity);
      if (team !== undefined) await assign(tx, ref, (await findTeam(tx, team)).id);
      if (lead !== undefined) await setLead(tx, ref, lead);
    })());
    return incidentBody(tx, await loadIncident(tx, ref), baseUrl);
  }));
}
