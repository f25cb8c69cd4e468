import { userIdOf, type Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { pattern } from '../people/pattern.ts';
import { shortSeverity, type Severity, type Status } from '../severity.ts';

export interface IncidentSuggestion { shortId: string; title: string; service: string; severity: string; status: Status }

/**
 * Incidents that somebody may mean while typing: those that page them first, then what they hold or lead, then open
 * ones, then the newest. A number is compared from its beginning, words anywhere in title and service.
 */
export async function suggestIncidents(ctx: Context, typed: string, limit = 25): Promise<IncidentSuggestion[]> {
  demand(ctx, 'view_incident');
  const me = userIdOf(ctx.actor);
  const word = typed.trim();
  const digits = /^(?:inc-?|#)?(\d*)$/i.exec(word)?.[1];
  const like = pattern(word);
  const rows = await ctx.sql<{ number: number; title: string; service: string; severity: Severity; status: Status; is_confidential: boolean }[]>`
    select i.number, i.title, s.name as service, i.severity, i.status, i.is_confidential
    from incidents i join services s on s.id = i.service_id
    where ${digits === undefined ? ctx.sql`(not i.is_confidential and (i.title ilike ${like} or s.name ilike ${like}))` : ctx.sql`i.number::text like ${`${digits}%`}`}
    order by i.status = 'TRIGGERED' and exists (select 1 from incident_people p where p.incident_id = i.id and p.user_id = ${me} and p.role = 'paged') desc,
      i.status <> 'RESOLVED' and (i.lead_id = ${me} or i.holder_id = ${me}) is true desc, i.status <> 'RESOLVED' desc, i.created_at desc
    limit ${limit}`;
  return rows.map((row) => ({ shortId: `INC-${row.number}`, title: row.is_confidential ? '' : row.title, service: row.is_confidential ? '' : row.service, severity: shortSeverity(row.severity), status: row.status }));
}

/** Open, unacknowledged incidents that paged the speaker; `ack` without an id takes the only one. */
export async function incidentsPaging(ctx: Context): Promise<string[]> {
  const me = userIdOf(ctx.actor);
  if (me === null) return [];
  const rows = await ctx.sql<{ number: number }[]>`
    select i.number from incidents i join incident_people p on p.incident_id = i.id and p.role = 'paged' and p.user_id = ${me}
    where i.status = 'TRIGGERED' order by i.severity, i.created_at limit 50`;
  return rows.map(({ number }) => `INC-${number}`);
}
