import type { Context } from '../../context.ts';
import { isUuid } from '../uuid.ts';
import { night } from '../night.ts';
import type { Incident } from '../incidents/schema.ts';

export type OpenIncident = Pick<Incident, 'id' | 'number' | 'title' | 'service_name' | 'severity' | 'status' | 'is_confidential'>;

/** One person hands a team's on-call to another, with what there is to know about it. */
export interface HandoverFacts {
  id: string;
  teamId: string;
  teamName: string;
  level: number;
  at: Date;
  from: { userId: string; username: string } | null;
  to: { userId: string; username: string };
  confirmedAt: Date | null;
  confirmedBy: string | null;
  confirmedById: string | null;
  /** Somebody else has taken over since. */
  isPast: boolean;
  /** Of the team, unresolved; the worst of them, and how many there are. */
  open: OpenIncident[];
  openCount: number;
  /** How often whoever hands over was paged in their turn, and how often of those at night. */
  pages: { count: number; atNight: number };
}

/** More are a storm, which is read elsewhere. */
const mostOpen = 8;
/** Facts of a hand-over as they are now, for whoever may see them; asks no permission. @returns undefined when there is none */
export async function handoverFacts(ctx: Context, id: string): Promise<HandoverFacts | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await ctx.sql<Row[]>`
    select h.id, h.team_id as "teamId", t.name as "teamName", t.time_zone as zone, h.level, h.at, h.from_since as since,
      h.from_user as "fromId", f.username as "fromName", f.time_zone as "fromZone", h.to_user as "toId", n.username as "toName", h.confirmed_at as "confirmedAt", c.username as "confirmedBy", c.id as "confirmedById",
      exists (select from handovers later where later.team_id = h.team_id and later.level = h.level and later.at > h.at) as "isPast"
    from handovers h join teams t on t.id = h.team_id join users n on n.id = h.to_user left join users f on f.id = h.from_user left join users c on c.id = h.confirmed_by where h.id = ${id}`;
  if (row === undefined) return undefined;
  const { fromId, fromName, toId, toName } = row;
  const open = await ctx.sql<(OpenIncident & { total: number })[]>`
    select i.id, i.number, i.title, s.name as service_name, i.severity, i.status, i.is_confidential, count(*) over ()::int as total from incidents i join services s on s.id = i.service_id
    where i.team_id = ${row.teamId} and i.status <> 'RESOLVED' and i.merged_into is null order by i.severity, i.number limit ${mostOpen}`;
  return {
    id: row.id, teamId: row.teamId, teamName: row.teamName, level: row.level, at: row.at, confirmedAt: row.confirmedAt, confirmedBy: row.confirmedBy, confirmedById: row.confirmedById, isPast: row.isPast,
    from: fromId === null ? null : { userId: fromId, username: fromName! }, to: { userId: toId, username: toName }, open: open.map(({ total: _, ...incident }) => incident), openCount: open[0]?.total ?? 0, pages: await pagesOf(ctx, row),
  };
}

interface Row {
  id: string; teamId: string; teamName: string; zone: string; level: number; at: Date; since: Date | null;
  fromId: string | null; fromName: string | null; fromZone: string | null; toId: string; toName: string; confirmedAt: Date | null; confirmedBy: string | null; confirmedById: string | null; isPast: boolean;
}

/** A person who is paged for one incident by several means, or by several steps of one run, is paged once. */
async function pagesOf({ sql }: Context, { teamId, fromId, fromZone, zone, since, at }: Row): Promise<HandoverFacts['pages']> {
  if (fromId === null || since === null) return { count: 0, atNight: 0 };
  const [row] = await sql<{ count: number; atNight: number }[]>`
    select count(*)::int as count, count(*) filter (where hour >= ${night.from} or hour < ${night.to})::int as "atNight" from (
      select extract(hour from min(n.created_at) at time zone ${fromZone ?? zone}) as hour from notifications n join incidents i on i.id = n.incident_id
      where n.user_id = ${fromId} and n.is_page and i.team_id = ${teamId} and n.status not in ('shadow', 'dropped') and n.created_at >= ${since} and n.created_at < ${at}
      group by n.incident_id, n.run_id) pages`;
  return row!;
}
