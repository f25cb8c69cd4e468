import { z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { createService } from '../../domain/services/create-service.ts';
import { deleteService } from '../../domain/services/delete-service.ts';
import { editService } from '../../domain/services/edit-service.ts';
import { findService } from '../../domain/services/find-service.ts';
import { listServices, type ServiceLine, showService } from '../../domain/services/list-services.ts';
import { criticalities, urgencyRules } from '../../domain/services/schema.ts';
import { setAliases } from '../../domain/services/set-aliases.ts';
import { demandSomewhere } from '../../domain/services/demand-somewhere.ts';
import { demand } from '../../permissions.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { flag, given, instantOut, iso, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'services';
const serviceOut = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  owner_team: z.string(),
  criticality: z.enum(criticalities),
  urgency: z.enum(urgencyRules),
  runbook_url: z.string().nullable(),
  dashboard_url: z.string().nullable(),
  aliases: z.array(z.string()).openapi({ description: 'Further words by which alerts may name it' }),
  is_active: z.boolean(),
  created_at: instantOut,
}).openapi('Service');

const oneOf = (values: readonly string[]) => words(40).openapi({ enum: [...values] });
const more = z.object({
  description: words(),
  criticality: oneOf(criticalities),
  urgency: oneOf(urgencyRules),
  runbook_url: words(4000).nullable(),
  dashboard_url: words(4000).nullable(),
  aliases: z.array(words(200)).max(100),
}).partial();
const fresh = more.extend({ name: words(200), owner_team: reference });
const change = more.extend({ name: words(200), owner_team: reference, is_active: z.boolean() }).partial();
const filters = listQuery(['name', 'owner_team', 'criticality', 'created_at'], { owner_team: reference.optional(), team: reference.optional(), is_active: flag.optional() });
const refs = { refs: { 'errors.unknown_team': 'owner_team' } } as const;

const bodyOf = (line: ServiceLine): z.input<typeof serviceOut> => ({
  id: line.id, name: line.name, description: line.description, owner_team: line.ownerTeam, criticality: line.criticality, urgency: line.urgency,
  runbook_url: line.runbookUrl, dashboard_url: line.dashboardUrl, aliases: line.aliases, is_active: line.isActive, created_at: iso(line.createdAt),
});
/** For whoever has just changed it, or may see it. */
const shown = async (ctx: Context, id: string) => bodyOf((await showService(ctx, id))!);

/** What can break, and who answers for it. */
export function serviceRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/services/', { tag, summary: 'Services by name', query: filters, answer: listOut(serviceOut) }, async ({ ctx, query, url }) => {
    demand(ctx, 'view_service');
    const team = query.owner_team ?? query.team;
    const teamId = team === undefined ? undefined : (await spoken({ refs: { 'errors.unknown_team': query.owner_team === undefined ? 'team' : 'owner_team' } }, findTeam(ctx, team))).id;
    const lines = await listServices(ctx, given({ teamId, active: query.is_active, search: query.search }));
    const found = sliced(lines, { ...query, search: undefined }, { name: (it) => it.name, owner_team: (it) => it.ownerTeam, criticality: (it) => it.criticality, created_at: (it) => it.createdAt.getTime() });
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/services/', { tag, summary: 'Registers something that can break', body: fresh, answer: serviceOut, status: 201 }, async ({ ctx, body }) => {
    const { name, owner_team: ownerTeam, description, criticality, urgency, runbook_url: runbookUrl, dashboard_url: dashboardUrl, aliases } = body;
    const { id } = await spoken(refs, createService(ctx, { name, ownerTeam, ...given({ description, criticality, urgency, runbookUrl, dashboardUrl, aliases }) }));
    return shown(ctx, id);
  });

  endpoint(api, 'get', '/services/{ref}/', { tag, summary: 'One service, by id, name or alias', answer: serviceOut }, async ({ ctx, params }) => {
    demand(ctx, 'view_service');
    return shown(ctx, (await findService(ctx, params.ref)).id);
  });

  endpoint(api, 'patch', '/services/{ref}/', { tag, summary: 'Changes what is given; a former name stays as an alias', body: change, answer: serviceOut }, async ({ ctx, params, body }) => {
    demandSomewhere(ctx, 'change_service');
    const { name, owner_team: ownerTeam, description, criticality, urgency, runbook_url: runbookUrl, dashboard_url: dashboardUrl, aliases, is_active: isActive } = body;
    return transaction(ctx, async (tx) => {
      const { id } = await spoken(refs, editService(tx, params.ref, given({ name, ownerTeam, description, criticality, urgency, runbookUrl, dashboardUrl, isActive })));
      if (aliases !== undefined) await setAliases(tx, id, aliases);
      return shown(tx, id);
    });
  });

  endpoint(api, 'delete', '/services/{ref}/', { tag, summary: 'Deletes a service that nothing refers to' }, async ({ ctx, params }) => {
    await deleteService(ctx, params.ref);
    return null;
  });
}
