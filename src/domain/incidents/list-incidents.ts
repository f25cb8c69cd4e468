import type { Context } from '../../context.ts';
import { countRows, type Counted } from '../../db/count-rows.ts';
import { demand } from '../../permissions.ts';
import { pattern } from '../people/pattern.ts';
import type { Severity, Status } from '../severity.ts';
import { incidentColumns, incidentTables } from './find.ts';
import { onIt } from './inside.ts';
import type { Incident } from './schema.ts';

export interface IncidentFilters {
  statuses?: readonly Status[];
  severities?: readonly Severity[];
  serviceId?: string;
  teamId?: string;
  leadId?: string;
  /** A part of the title or description, or a short id. */
  search?: string;
  /** Half-open: after ≤ created_at < before. */
  createdAfter?: Date;
  createdBefore?: Date;
}
export const incidentOrders = ['created_at', 'number', 'severity', 'status', 'acknowledged_at', 'resolved_at'] as const;
export interface IncidentPage { limit: number; offset: number; order?: (typeof incidentOrders)[number]; descending?: boolean }

/** Incidents, the newest first unless told otherwise. @returns `countExact` is false above 10,000 @throws AppError forbidden */
export async function listIncidents(ctx: Context, filters: IncidentFilters, page: IncidentPage): Promise<{ rows: Incident[] } & Counted> {
  demand(ctx, 'view_incident');

  const { sql } = ctx;
  const number = /^(?:inc-?|#)?(\d{1,15})$/i.exec(filters.search?.trim() ?? '')?.[1];
  const like = pattern(filters.search ?? '');
  // What a confidential one matches by gives away what is inside it.
  const guess = filters.serviceId !== undefined || filters.leadId !== undefined || filters.search !== undefined;
  const matching = sql`
    where true ${guess ? sql`and (not i.is_confidential or ${onIt(sql, ctx)}${number === undefined ? sql`` : sql` or i.number = ${Number(number)}`})` : sql``}
      ${filters.statuses === undefined ? sql`` : sql`and i.status = any(${filters.statuses as Status[]}::text[])`}
      ${filters.severities === undefined ? sql`` : sql`and i.severity = any(${filters.severities as Severity[]}::text[])`}
      ${filters.serviceId === undefined ? sql`` : sql`and i.service_id = ${filters.serviceId}`}
      ${filters.teamId === undefined ? sql`` : sql`and i.team_id = ${filters.teamId}`}
      ${filters.leadId === undefined ? sql`` : sql`and i.lead_id = ${filters.leadId}`}
      ${filters.search === undefined ? sql`` : sql`and (i.title ilike ${like} or i.description ilike ${like} ${number === undefined ? sql`` : sql`or i.number = ${Number(number)}`})`}
      ${filters.createdAfter === undefined ? sql`` : sql`and i.created_at >= ${filters.createdAfter}`}
      ${filters.createdBefore === undefined ? sql`` : sql`and i.created_at < ${filters.createdBefore}`}`;
  const counted = await countRows(sql, sql`from incidents i ${matching}`);
  const by = sql`i.${sql(page.order ?? 'created_at')}`;
  const rows = await sql<Incident[]>`
    select ${incidentColumns(sql)} from ${incidentTables(sql)} ${matching}
    order by ${page.descending ?? page.order === undefined ? sql`${by} desc nulls last, i.number desc` : sql`${by} nulls last, i.number`}
    limit ${page.limit} offset ${page.offset}`;
  return { rows: [...rows], ...counted };
}
