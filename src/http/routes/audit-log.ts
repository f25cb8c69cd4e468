import { z } from '@hono/zod-openapi';
import { type AuditRow, listAudit } from '../../domain/audit/list-audit.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { limitOf, listOut, pageOf } from '../paging.ts';
import { flag, given, instantIn, instantOut, iso, words } from '../shapes.ts';

const tag = 'audit-log';
const entryOut = z.object({
  id: z.int(),
  at: instantOut,
  actor_kind: z.string(),
  actor: z.string(),
  via: z.string().nullable(),
  ip: z.string().nullable(),
  request_id: z.string().nullable(),
  action: z.string().openapi({ example: 'incident.acknowledged' }),
  object_kind: z.string().nullable(),
  object_id: z.string().nullable(),
  object: z.string().nullable(),
  success: z.boolean(),
  detail: z.record(z.string(), z.unknown()),
}).openapi('AuditEntry');
const filters = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
  search: words(100).optional().openapi({ description: 'An action, or a noun such as team for all of team.…' }),
  action: words(100).optional(),
  actor: words(100).optional(),
  object_kind: words(100).optional(),
  object_id: words(100).optional(),
  success: flag.optional(),
  after: instantIn.optional(),
  before: instantIn.optional(),
  ordering: z.enum(['-at']).optional(),
});

const bodyOf = (it: AuditRow): z.input<typeof entryOut> => ({
  id: it.id, at: iso(it.at), actor_kind: it.actorKind, actor: it.actorName, via: it.via, ip: it.ip, request_id: it.requestId, action: it.action,
  object_kind: it.objectKind, object_id: it.objectId, object: it.objectLabel, success: it.success, detail: it.detail,
});

/** Who did what, newest first; nothing can be changed here. */
export function auditLogRoutes(api: Api): void {
  endpoint(api, 'get', '/audit-log/', { tag, summary: 'Entries, newest first', query: filters, answer: listOut(entryOut) }, async ({ ctx, query, url }) => {
    const { actor, object_kind: objectKind, object_id: objectId, success, after: from, before: to } = query;
    const found = await listAudit(ctx, given({ action: query.action ?? query.search, actor, objectKind, objectId, success, from, to }), limitOf(query));
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, api.parts.ports.baseUrl);
  });
}
