import type { Context, Tx } from '../../context.ts';
import type { Override, Rotation, Shift, TeamPlan } from './plan.ts';

/** Which plans are read, and of them what concerns [from, to]; `from` unset: now, by the database's clock (and `to` so many milliseconds later). */
export interface PlansWanted { teamIds?: readonly string[] | undefined; from?: Date | undefined; to?: Date | undefined; aheadMs?: number }

/** A plan with the words for it. */
export interface NamedPlan {
  teamName: string;
  plan: TeamPlan;
  /** Epoch milliseconds; the database's clock where none was asked for. */
  from: number;
  to: number;
  /** Usernames of everybody whom the plan names, by id. */
  names: ReadonlyMap<string, string>;
  /** Who made an override, by its id. */
  madeBy: ReadonlyMap<string, string>;
}

type Person = [id: string, username: string, isActive: boolean];
type Entry = [id: string, level: number, person: Person, startsAt: number, endsAt: number];
interface Row {
  teamId: string; teamName: string; from: number; to: number; pinned: Person | null; shifts: Entry[] | null;
  overrides: [...Entry, coverId: string | null, madeBy: string | null][] | null;
  rotations: (Omit<Rotation, 'members'> & { people: Person[] | null })[] | null;
}

/** The plans of all teams or some, by id, in one query: what overlaps [from, to]. Asks for no permission. */
export async function loadPlans(ctx: Pick<Context, 'sql'>, wanted: PlansWanted & { from: Date; to: Date }): Promise<Map<string, TeamPlan>> {
  return new Map((await loadNamedPlans(ctx, wanted)).map(({ plan }) => [plan.teamId, plan]));
}

/** The same with names, by name of the team. */
export async function loadNamedPlans(ctx: Pick<Context, 'sql'> & Partial<Pick<Tx, 'now'>>, wanted: PlansWanted): Promise<NamedPlan[]> {
  const { sql } = ctx;
  const from = wanted.from ?? ctx.now ?? null;
  const teams = wanted.teamIds === undefined ? sql`` : sql`and team_id = any(${wanted.teamIds as string[]}::uuid[])`;
  const bounds = sql`(select coalesce(${from}::timestamptz, imas_now()))`;
  const until = wanted.to ?? null;
  const end = sql`(select coalesce(${until}::timestamptz, coalesce(${from}::timestamptz, imas_now()) + ${wanted.aheadMs ?? 0} * interval '1 millisecond'))`;
  const person = sql`json_build_array(u.id, u.username, u.is_active)`;
  const starts = sql`floor(extract(epoch from starts_at) * 1000)::float8`;
  const ends = sql`floor(extract(epoch from ends_at) * 1000)::float8`;
  const rows = await sql<Row[]>`
    select t.id as "teamId", t.name as "teamName", floor(extract(epoch from ${bounds}) * 1000)::float8 as "from", floor(extract(epoch from ${end}) * 1000)::float8 as "to",
      case when p.id is not null then json_build_array(p.id, p.username, p.is_active) end as pinned, s.all as shifts, o.all as overrides, r.all as rotations
    from teams t
    left join users p on p.id = t.current_on_call
    left join (
      select team_id, json_agg(json_build_array(s.id, s.level, ${person}, ${starts}, ${ends}) order by s.starts_at) as all
      from shifts s join users u on u.id = s.user_id where tstzrange(s.starts_at, s.ends_at) && tstzrange(${bounds}, ${end}, '[]') ${teams} group by team_id
    ) s on s.team_id = t.id
    left join (
      select team_id, json_agg(json_build_array(o.id, o.level, ${person}, ${starts}, ${ends}, o.cover_id, c.username) order by o.starts_at) as all
      from overrides o join users u on u.id = o.user_id left join users c on c.id = o.created_by
      where tstzrange(o.starts_at, o.ends_at) && tstzrange(${bounds}, ${end}, '[]') ${teams} group by team_id
    ) o on o.team_id = t.id
    left join (
      select team_id, json_agg(json_build_object('id', r.id, 'name', r.name, 'level', r.level, 'position', r.position, 'zone', r.time_zone, 'startsAt', ${starts}, 'endsAt', ${ends},
        'every', r.every, 'unit', r.unit, 'handoverTime', r.handover_time, 'handoverDay', r.handover_day, 'hours', r.hours, 'people', m.people) order by r.level, r.position, r.created_at, r.id) as all
      from rotations r
      left join (select rotation_id, json_agg(${person} order by m.position) as people from rotation_members m join users u on u.id = m.user_id group by rotation_id) m on m.rotation_id = r.id
      where r.starts_at <= ${end} and (r.ends_at is null or r.ends_at > ${bounds}) ${teams} group by team_id
    ) r on r.team_id = t.id
    ${wanted.teamIds === undefined ? sql`` : sql`where t.id = any(${wanted.teamIds as string[]}::uuid[])`} order by lower(t.name)`;
  return rows.map(namedPlan);
}

function namedPlan({ teamId, teamName, from, to, pinned, shifts, overrides, rotations }: Row): NamedPlan {
  const names = new Map<string, string>();
  const active = new Set<string>();
  const idOf = ([id, username, isActive]: Person): string => {
    names.set(id, username);
    if (isActive) active.add(id);
    return id;
  };
  const shift = ([id, level, person, startsAt, endsAt]: [...Entry, ...unknown[]]): Shift => ({ id, level, userId: idOf(person), startsAt, endsAt });
  return {
    teamName, from, to, names,
    madeBy: new Map((overrides ?? []).flatMap(([id, , , , , , madeBy]) => (madeBy === null ? [] : [[id, madeBy]]))),
    plan: {
      teamId, active, pinned: pinned === null ? null : idOf(pinned),
      shifts: (shifts ?? []).map(shift),
      overrides: (overrides ?? []).map((row): Override => ({ ...shift(row), coverId: row[5] })),
      rotations: (rotations ?? []).map(({ people, ...rotation }): Rotation => ({ ...rotation, members: (people ?? []).map(idOf) })),
    },
  };
}
