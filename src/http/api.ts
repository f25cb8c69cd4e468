import type { Api, ApiParts } from './endpoint.ts';
import { serveDocs } from './docs.ts';
import { newDocument, serveDocument } from './openapi.ts';
import type { App, HttpDeps, RouteGroup } from './route.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditLogRoutes } from './routes/audit-log.ts';
import { chatRoutes } from './routes/chat.ts';
import { escalationPolicyRoutes } from './routes/escalation-policies.ts';
import { groupRoutes } from './routes/groups.ts';
import { incidentDetailRoutes } from './routes/incident-details.ts';
import { incidentVerbRoutes } from './routes/incident-verbs.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { metricsSummaryRoutes } from './routes/metrics-summary.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { notificationRuleRoutes } from './routes/notification-rules.ts';
import { onCallLoadRoutes } from './routes/on-call-load.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { providerRoutes } from './routes/providers.ts';
import { rotationRoutes } from './routes/rotations.ts';
import { ruleRoutes } from './routes/rules.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { serviceRoutes } from './routes/services.ts';
import { settingRoutes } from './routes/settings.ts';
import { shiftRoutes } from './routes/shifts.ts';
import { sourceRoutes } from './routes/sources.ts';
import { teamRoutes } from './routes/teams.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { userRoutes } from './routes/users.ts';

/** One line a noun. */
const nouns: readonly ((api: Api) => void)[] = [
  incidentRoutes, incidentVerbRoutes, incidentDetailRoutes, alertRoutes, teamRoutes, onCallLoadRoutes, serviceRoutes, sourceRoutes, ruleRoutes, providerRoutes,
  userRoutes, notificationRuleRoutes, groupRoutes, tokenRoutes, scheduleRoutes, rotationRoutes, overrideRoutes, shiftRoutes, escalationPolicyRoutes, notificationRoutes, auditLogRoutes, settingRoutes, metricsSummaryRoutes, chatRoutes,
];

/** Mounts every noun below /api/v1/, the OpenAPI document and the reference page (spec §10). */
export function mountApi(app: App, deps: HttpDeps, parts: ApiParts): Api {
  const api: Api = { app, deps, parts, document: newDocument() };
  for (const noun of nouns) noun(api);
  serveDocument(app, api.document, parts.ports.baseUrl);
  serveDocs(app);
  return api;
}

/** The same as a group of routes, for `makeServer`. */
export const apiRoutes = (parts: ApiParts): RouteGroup => (app, deps) => void mountApi(app, deps, parts);
