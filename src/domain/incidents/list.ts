import { userIdOf, type Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { pattern } from '../people/pattern.ts';
import type { Severity, Status } from '../severity.ts';
import { incidentColumns, incidentTables } from './find.ts';
import { masked, onIt, openTo } from './inside.ts';
import type { Incident } from './schema.ts';

export interface IncidentFilter {
  /** One status, `open` for every unresolved one, `all`. Open by default. */
  status?: Status | 'open' | 'all' | undefined;
  severity?: Severity | undefined;
  serviceId?: string | undefined;
  teamId?: string | undefined;
  /** Of any of these teams. */
  teamIds?: readonly string[] | undefined;
  /** A part of the title, whatever the case. */
  search?: string | undefined;
  limit?: number;
  offset?: number;
}
/** `mine`: it pages me, I hold it or I lead it. */
export interface ListedIncident extends Incident { mine: boolean }

/** Incidents, those of the reader first, then the worst, then the newest; 50 unless told. Confidential ones that they are not on are masked. @throws AppError forbidden */
export async function listIncidents(ctx: Context, filter: IncidentFilter = {}): Promise<{ rows: ListedIncident[]; count: number }> {
  demand(ctx, 'view_incident');
  const { sql } = ctx;
  const me = userIdOf(ctx.actor);
  const status = filter.status ?? 'open';
  const when = (condition: unknown, part: ReturnType<typeof sql>) => (condition === undefined ? sql`` : part);
  const matching = sql`
    where true
    ${status === 'all' ? sql`` : status === 'open' ? sql`and i.status <> 'RESOLVED'` : sql`and i.status = ${status}`}
    ${when(filter.severity, sql`and i.severity = ${filter.severity ?? null}`)} ${when(filter.serviceId, sql`and i.service_id = ${filter.serviceId ?? null} and (not i.is_confidential or ${onIt(sql, ctx)})`)}
    ${when(filter.teamId, sql`and i.team_id = ${filter.teamId ?? null}`)} ${when(filter.teamIds, sql`and i.team_id = any(${(filter.teamIds ?? []) as string[]}::uuid[])`)}
    ${when(filter.search, sql`and not i.is_confidential and i.title ilike ${pattern(filter.search ?? '')}`)}`;
  const mine = sql`(i.status <> 'RESOLVED' and (i.holder_id = ${me} or i.lead_id = ${me}
    or (i.status = 'TRIGGERED' and exists (select from incident_people p where p.incident_id = i.id and p.user_id = ${me} and p.role = 'paged')))) is true`;
  const [total] = await sql<{ count: number }[]>`select count(*)::int as count from incidents i ${matching}`;
  const rows = await sql<ListedIncident[]>`
    select ${incidentColumns(sql)}, ${mine} as mine from ${incidentTables(sql)} ${matching}
    order by mine desc, i.status = 'RESOLVED', i.severity, i.created_at desc limit ${filter.limit ?? 50} offset ${filter.offset ?? 0}`;
  const open = await openTo(ctx, rows);
  return { rows: rows.map((row) => (open.has(row.id) ? row : { ...masked(row), mine: row.mine })), count: total!.count };
}
