import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { onIt } from '../incidents/inside.ts';
import type { Severity, Status } from '../severity.ts';

export interface SummaryFilters { from: Date; to: Date; teamId?: string; serviceId?: string; severities?: readonly Severity[] }

/** One duration over a period, in seconds; null where no incident has it. */
export interface Duration {
  median: number | null;
  mean: number | null;
  p90: number | null;
  count: number;
  /** Of the median against the previous equal period, in percent. */
  change_percent: number | null;
}
export interface Summary {
  incidents: number;
  incidents_change_percent: number | null;
  /** Resolved by monitoring before anybody acknowledged: part of `incidents`, outside `mtta`. */
  self_healed: number;
  mttd: Duration;
  mtta: Duration;
  mttr: Duration;
  by_severity: Partial<Record<Severity, number>>;
  by_status: Partial<Record<Status, number>>;
  by_team: { name: string; incidents: number }[];
  by_service: { name: string; incidents: number }[];
}

type Measure = 'mttd' | 'mtta' | 'mttr';
type Figures = { [K in `${Measure}_${'median' | 'mean' | 'p90'}`]: number | null } & { [K in `${Measure}_count`]: number } & { incidents: number; self_healed: number };
interface Groups { severity: Record<string, number> | null; status: Record<string, number> | null; team: [string, number][] | null; service: [string, number][] | null }

/** No list of names is longer. */
const mostNames = 50;

/**
 * The numbers of spec §12 over from ≤ created_at < to, compared with the equal period before. Merged incidents and
 * those of teams in shadow do not count; figures of a service are without confidential ones that the reader is not on.
 * @throws AppError forbidden
 */
export async function summary(ctx: Context, { from, to, ...filters }: SummaryFilters): Promise<Summary> {
  demand(ctx, 'view_incident');

  const { sql } = ctx;
  const before = new Date(from.getTime() - (to.getTime() - from.getTime()));
  const known = sql`(not i.is_confidential or ${onIt(sql, ctx)})`;
  const counted = sql`
    from incidents i join teams t on t.id = i.team_id join services s on s.id = i.service_id
    where i.created_at >= ${before} and i.created_at < ${to} and i.merged_into is null and t.state <> 'shadow'
      ${filters.teamId === undefined ? sql`` : sql`and i.team_id = ${filters.teamId}`}
      ${filters.serviceId === undefined ? sql`` : sql`and i.service_id = ${filters.serviceId} and ${known}`}
      ${filters.severities === undefined ? sql`` : sql`and i.severity = any(${filters.severities as Severity[]}::text[])`}`;
  const figures = (name: Measure) => sql`
    percentile_cont(0.5) within group (order by ${sql(name)}) as ${sql(`${name}_median`)}, avg(${sql(name)}) as ${sql(`${name}_mean`)},
    percentile_cont(0.9) within group (order by ${sql(name)}) as ${sql(`${name}_p90`)}, count(${sql(name)})::int as ${sql(`${name}_count`)}`;
  const periods = await sql<(Figures & { is_now: boolean })[]>`
    with measured as (
      select i.created_at >= ${from} as is_now, resolved_how = 'monitoring' and acknowledged_at is null as healed,
        -- A clock that was put back in between makes no negative duration.
        greatest(0, extract(epoch from i.created_at - detected_at))::float8 as mttd, case when acknowledged_at is not null then greatest(0, extract(epoch from acknowledged_at - i.created_at))::float8 end as mtta,
        case when status = 'RESOLVED' then greatest(0, extract(epoch from resolved_at - i.created_at))::float8 end as mttr ${counted}
    )
    select is_now, count(*)::int as incidents, count(*) filter (where healed)::int as self_healed, ${figures('mttd')}, ${figures('mtta')}, ${figures('mttr')} from measured group by is_now`;
  const [groups] = await sql<[Groups]>`
    with few as (select i.severity, i.status, t.name as team, case when ${known} then s.name end as service ${counted} and i.created_at >= ${from})
    select (select jsonb_object_agg(severity, n) from (select severity, count(*) as n from few group by 1) g) as severity,
      (select jsonb_object_agg(status, n) from (select status, count(*) as n from few group by 1) g) as status,
      (select jsonb_agg(jsonb_build_array(team, n) order by n desc, team) from (select team, count(*) as n from few group by 1 order by 2 desc, 1 limit ${mostNames}) g) as team,
      (select jsonb_agg(jsonb_build_array(service, n) order by n desc, service) from (select service, count(*) as n from few where service is not null group by 1 order by 2 desc, 1 limit ${mostNames}) g) as service`;

  const now = periods.find((period) => period.is_now);
  const then = periods.find((period) => !period.is_now);
  const duration = (name: Measure): Duration => ({
    median: now?.[`${name}_median`] ?? null, mean: now?.[`${name}_mean`] ?? null, p90: now?.[`${name}_p90`] ?? null, count: now?.[`${name}_count`] ?? 0,
    change_percent: change(then?.[`${name}_median`], now?.[`${name}_median`]),
  });
  const named = (rows: [string, number][] | null) => (rows ?? []).map(([name, incidents]) => ({ name, incidents }));
  return {
    incidents: now?.incidents ?? 0,
    incidents_change_percent: change(then?.incidents, now?.incidents ?? 0),
    self_healed: now?.self_healed ?? 0,
    mttd: duration('mttd'), mtta: duration('mtta'), mttr: duration('mttr'),
    by_severity: groups.severity ?? {}, by_status: groups.status ?? {}, by_team: named(groups.team), by_service: named(groups.service),
  };
}

/** In percent, to one decimal; null when there is nothing to compare with. */
const change = (then: number | null | undefined, now: number | null | undefined): number | null =>
  then == null || then === 0 || now == null ? null : Math.round(((now - then) / then) * 1000) / 10;
