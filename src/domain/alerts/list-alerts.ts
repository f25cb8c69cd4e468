import type { Context } from '../../context.ts';
import { countRows, type Counted } from '../../db/count-rows.ts';
import { demand } from '../../permissions.ts';
import { onIt } from '../incidents/inside.ts';
import { pattern } from '../people/pattern.ts';
import type { Severity } from '../severity.ts';

export interface AlertRow {
  id: number;
  name: string;
  source: string;
  fingerprint: string;
  severity: Severity;
  outcome: 'incident' | 'silenced' | 'dropped';
  /** `42` of INC-42. */
  incident: number | null;
  service: string | null;
  started_at: Date;
  ended_at: Date | null;
  received_at: Date;
  last_seen_at: Date;
  deliveries: number;
  labels: Record<string, string>;
  description: string;
  url: string | null;
  placed_by: string;
  notes: string[];
}
export interface AlertFilters {
  /** For readers who may look inside it. */
  incidentId?: string;
  sourceId?: string;
  serviceId?: string;
  firing?: boolean;
  severities?: readonly Severity[];
  outcome?: AlertRow['outcome'];
  /** A part of the name or description. */
  search?: string;
  receivedAfter?: Date;
  receivedBefore?: Date;
}

/** Alerts in the order in which they came in, the newest first unless told otherwise; without those of confidential incidents that the reader is not on. @throws AppError forbidden */
export async function listAlerts(ctx: Context, filters: AlertFilters, page: { limit: number; offset: number; ascending?: boolean }): Promise<{ rows: AlertRow[] } & Counted> {
  demand(ctx, 'view_incident');

  const { sql } = ctx;
  const like = pattern(filters.search ?? '');
  const matching = sql`
    where true
      ${filters.incidentId === undefined ? sql`and not ${isHidden(ctx)}` : sql`and a.incident_id = ${filters.incidentId}`}
      ${filters.sourceId === undefined ? sql`` : sql`and a.source_id = ${filters.sourceId}`}
      ${filters.serviceId === undefined ? sql`` : sql`and a.service_id = ${filters.serviceId}`}
      ${filters.firing === undefined ? sql`` : filters.firing ? sql`and a.ended_at is null` : sql`and a.ended_at is not null`}
      ${filters.severities === undefined ? sql`` : sql`and a.severity = any(${filters.severities as Severity[]}::text[])`}
      ${filters.outcome === undefined ? sql`` : sql`and a.outcome = ${filters.outcome}`}
      ${filters.search === undefined ? sql`` : sql`and (a.name ilike ${like} or a.description ilike ${like})`}
      ${filters.receivedAfter === undefined ? sql`` : sql`and a.received_at >= ${filters.receivedAfter}`}
      ${filters.receivedBefore === undefined ? sql`` : sql`and a.received_at < ${filters.receivedBefore}`}`;
  const counted = await countRows(sql, sql`from alerts a ${matching}`);
  const rows = await sql<AlertRow[]>`
    select ${columns(ctx)} from ${tables(ctx)} ${matching} order by a.id ${page.ascending === true ? sql`` : sql`desc`} limit ${page.limit} offset ${page.offset}`;
  return { rows: [...rows], ...counted };
}

/** One alert. @returns undefined when there is none, or it is of a confidential incident that the reader is not on @throws AppError forbidden */
export async function showAlert(ctx: Context, id: number): Promise<AlertRow | undefined> {
  demand(ctx, 'view_incident');

  const [row] = await ctx.sql<AlertRow[]>`select ${columns(ctx)} from ${tables(ctx)} where a.id = ${id} and not ${isHidden(ctx)}`;
  return row;
}

/** What came in is what is inside. */
const isHidden = (ctx: Context) => ctx.sql`exists (select from incidents i where i.id = a.incident_id and i.is_confidential and not ${onIt(ctx.sql, ctx)})`;
const columns = (ctx: Context) => ctx.sql`
  a.id, a.name, s.name as source, a.fingerprint, a.severity, a.outcome, i.number as incident, v.name as service, a.started_at, a.ended_at,
  a.received_at, a.last_seen_at, a.deliveries, a.labels, a.description, a.url, a.placed_by, a.notes`;
const tables = ({ sql }: Context) => sql`
  alerts a join sources s on s.id = a.source_id left join incidents i on i.id = a.incident_id left join services v on v.id = a.service_id`;
