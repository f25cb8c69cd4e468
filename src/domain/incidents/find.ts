import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import type { Sql } from '../../db/client.ts';
import { gatherOn } from '../../db/gather.ts';
import type { Incident } from './schema.ts';
import { demandInside, masked, openTo } from './inside.ts';
import { isUuid } from '../uuid.ts';

/** The columns of Incident: the row, and the names of what it points to. */
export const incidentColumns = (sql: Sql) => sql`
  i.*, s.name as service_name, s.criticality as service_criticality, s.urgency as service_urgency, s.is_triage as service_is_triage,
  s.runbook_url, s.dashboard_url, t.name as team_name,
  -- One by one, and most are nobody: joined, all people were read four times for a handful of incidents.
  (select username from users where id = i.lead_id) as lead_name, (select username from users where id = i.acknowledged_by) as acknowledged_by_name,
  (select username from users where id = i.holder_id) as holder_name, (select username from users where id = i.resolved_by) as resolved_by_name`;
export const incidentTables = (sql: Sql) => sql`
  incidents i join services s on s.id = i.service_id join teams t on t.id = i.team_id`;

const short = /^(?:inc-?|#)?(\d{1,15})$/i;

/** Is this how a person writes an incident's id: `42`, `inc-42`, `#42`, or the uuid? */
export const looksLikeIncident = (word: string): boolean => short.test(word) || isUuid(word);

/** `42` of `INC-42`, `#42`, `42`; undefined for anything else. */
export function numberOf(ref: string): number | undefined {
  const number = short.exec(ref.trim())?.[1];
  return number === undefined ? undefined : Number(number);
}

/** One incident by uuid, `INC-42`, `inc-42`, `#42` or `42`; a confidential one masked for whoever is not on it. @throws AppError forbidden, not_found */
export async function findIncident(ctx: Context, ref: string): Promise<Incident> {
  demand(ctx, 'view_incident');
  const incident = await loadIncident(ctx, ref);
  return (await openTo(ctx, [incident])).has(incident.id) ? incident : masked(incident);
}

/** The same, for what is inside it. @throws AppError forbidden (also when it is confidential and the reader not on it), not_found */
export async function findInside(ctx: Context, ref: string): Promise<Incident> {
  demand(ctx, 'view_incident');
  const incident = await loadIncident(ctx, ref);
  await demandInside(ctx, incident);
  return incident;
}

const readAlong = gatherOn(async (ctx: Context, ids: readonly string[]) => {
  const rows = new Map((await loadIncidents(ctx, [...new Set(ids)])).map((row) => [row.id, row]));
  return ids.map((id) => rows.get(id.toLowerCase()));
});

/** Without asking for permission: for jobs and for verbs that demand their own. @throws AppError not_found */
export async function loadIncident(ctx: Context, ref: string): Promise<Incident> {
  const word = ref.trim();
  const number = short.exec(word)?.[1];
  const { sql } = ctx;
  if (number === undefined && !isUuid(word)) throw notFound('errors.unknown_incident', { name: word }, { hint: { key: 'incidents.ids' } });
  const row = number === undefined ? await readAlong(ctx, word) : (await sql<Incident[]>`select ${incidentColumns(sql)} from ${incidentTables(sql)} where i.number = ${Number(number)}`)[0];
  if (!row) throw notFound('errors.unknown_incident', { name: number === undefined ? word : `INC-${Number(number)}` });
  return row;
}

/** Several at once, without asking for permission: for jobs. Unknown ids are left out; the worst and oldest come first. */
export const loadIncidents = (ctx: Context, ids: readonly string[]): Promise<Incident[]> => ctx.sql<Incident[]>`
  select ${incidentColumns(ctx.sql)} from ${incidentTables(ctx.sql)} where i.id = any(${ids as string[]}::uuid[]) order by i.severity, i.created_at`;
