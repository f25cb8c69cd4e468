import { listAlerts, showAlert } from '../../domain/alerts/list-alerts.ts';
import { findInside } from '../../domain/incidents/find.ts';
import { findService } from '../../domain/services/find-service.ts';
import { findSource } from '../../domain/sources/find-source.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { alertBody, alertOut } from '../bodies/alert.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { limitOf, listOut, listQuery, pageOf } from '../paging.ts';
import { given, instantIn, reference, severitiesIn, upper } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'alerts';
const refs = { refs: { 'errors.unknown_incident': 'incident', 'errors.unknown_service': 'service', 'sources.unknown_source': 'source' } } as const;
const filters = listQuery(['received_at'], {
  status: upper(['FIRING', 'RESOLVED']).optional(),
  severity: severitiesIn.optional(),
  outcome: upper(['INCIDENT', 'SILENCED', 'DROPPED']).optional(),
  incident: reference.optional(),
  service: reference.optional(),
  source: reference.optional(),
  received_after: instantIn.optional(),
  received_before: instantIn.optional(),
});

/** What monitoring said; written by intake alone. */
export function alertRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/alerts/', { tag, summary: 'Alerts in the order of their receipt, newest first', query: filters, answer: listOut(alertOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_incident');
    const { incident, service, source, outcome, status } = query;
    const wanted = await spoken(refs, (async () => given({
      incidentId: incident === undefined ? undefined : (await findInside(ctx, incident)).id,
      serviceId: service === undefined ? undefined : (await findService(ctx, service)).id,
      sourceId: source === undefined ? undefined : (await findSource(ctx, source)).id,
      firing: status === undefined ? undefined : status === 'FIRING',
      outcome: outcome?.toLowerCase() as 'incident' | 'silenced' | 'dropped' | undefined,
      severities: query.severity, search: query.search, receivedAfter: query.received_after, receivedBefore: query.received_before,
    }))());
    const found = await listAlerts(ctx, wanted, { ...limitOf(query), ascending: query.ordering === 'received_at' });
    return pageOf({ ...found, rows: found.rows.map(alertBody) }, query, url, baseUrl);
  });

  endpoint(api, 'get', '/alerts/{id}/', { tag, summary: 'One alert', answer: alertOut }, async ({ ctx, params }) => {
    const row = await showAlert(ctx, /^\d{1,15}$/.test(params.id) ? Number(params.id) : 0);
    if (!row) throw notFound('api.unknown_alert', { id: params.id.slice(0, 40) });
    return alertBody(row);
  });
}
