import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { incidentColumns, incidentTables } from './find.ts';
import type { Incident } from './schema.ts';

/** Most that are listed at once. */
const MOST = 200;

/** Incidents that are not resolved, the worst first, then the newest; at most 200. @throws AppError forbidden */
export async function listOpenIncidents(ctx: Context): Promise<Incident[]> {
  demand(ctx, 'view_incident');
  const { sql } = ctx;
  return sql<Incident[]>`
    select ${incidentColumns(sql)} from ${incidentTables(sql)}
    where i.status <> 'RESOLVED' order by i.severity, i.created_at desc limit ${MOST}`;
}
