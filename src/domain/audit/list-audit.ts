import type { Context } from '../../context.ts';
import { countRows, type Counted } from '../../db/count-rows.ts';
import { demand } from '../../permissions.ts';

export interface AuditRow {
  id: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  via: string | null;
  ip: string | null;
  requestId: string | null;
  action: string;
  objectKind: string | null;
  objectId: string | null;
  objectLabel: string | null;
  success: boolean;
  detail: Record<string, unknown>;
}

export interface AuditFilters {
  /** An action, or a noun such as `team` for all of `team.…`. */
  action?: string | undefined;
  /** A name as it was at the time, whatever the case. */
  actor?: string | undefined;
  objectKind?: string | undefined;
  objectId?: string | undefined;
  success?: boolean | undefined;
  /** Half-open: from ≤ at < to. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/**
 * The audit log, newest first.
 * @param page limit 50 unless told, at most 100
 * @returns `countExact` is false when there are more than 10,000
 * @throws AppError forbidden
 */
export async function listAudit(ctx: Context, filters: AuditFilters = {}, page: { limit?: number; offset?: number } = {}): Promise<{ rows: AuditRow[] } & Counted> {
  demand(ctx, 'view_auditlog');

  const { sql } = ctx;
  const matching = sql`
    from audit_log where true
      ${filters.action === undefined ? sql`` : sql`and (action = ${filters.action} or starts_with(action, ${`${filters.action}.`}))`}
      ${filters.actor === undefined ? sql`` : sql`and lower(actor_name) = lower(${filters.actor})`}
      ${filters.objectKind === undefined ? sql`` : sql`and object_kind = ${filters.objectKind}`}
      ${filters.objectId === undefined ? sql`` : sql`and object_id = ${filters.objectId}`}
      ${filters.success === undefined ? sql`` : sql`and success = ${filters.success}`}
      ${filters.from === undefined ? sql`` : sql`and at >= ${filters.from}`}
      ${filters.to === undefined ? sql`` : sql`and at < ${filters.to}`}`;
  const counted = await countRows(sql, matching);
  const rows = await sql<AuditRow[]>`
    select id, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", via, ip, request_id as "requestId",
      action, object_kind as "objectKind", object_id as "objectId", object_label as "objectLabel", success,
      -- What was said before it became confidential as well: whoever is on it reads it on its timeline.
      case when object_kind = 'incident' and exists (select from incidents i where i.is_confidential and i.id::text = object_id) then '{}'::jsonb else detail end as detail
    ${matching} order by id desc limit ${Math.min(page.limit ?? 50, 100)} offset ${page.offset ?? 0}`;
  return { rows: [...rows], ...counted };
}
