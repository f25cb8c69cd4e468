import type { Context, Tx } from '../../context.ts';
import type { Hours, Override, Rotation, RotationUnit, Shift, TeamPlan } from './plan.ts';

/** Which plans are read, and of them what concerns [from, to]; `from` unset: now, by the database's clock (and `to` so many milliseconds later). */
export interface PlansWanted { teamIds?: readonly string[] | undefined; from?: Date | undefined; to?: Date | undefined; aheadMs?: number }

/** A plan with the words for it. */
export interface NamedPlan {
  teamName: string;
  plan: TeamPlan;
  /** Epoch milliseconds; the database's clock where none was asked for. */
  from: number;
  to: number;
  /** Usernames by id, of everybody whom the plans that were read together name. */
  names: ReadonlyMap<string, string>;
  /** Who made an override, by its id; of one that came about by a cover, for whom it is. */
  madeBy: ReadonlyMap<string, string>;
}

/** One line of the plan; which of the columns hold something depends on the kind. */
interface Row {
  kind: 'team' | 'shift' | 'override' | 'rotation';
  teamId: string; id: string | null; level: number | null; userId: string | null; username: string | null; isActive: boolean | null;
  /** Epoch milliseconds; of a team the bounds that were asked for. */
  startsAt: number | null; endsAt: number | null;
  /** Of a team or rotation its own; of an override whoever made it, or for whom it is. */
  name: string | null; coverId: string | null;
  position: number | null; zone: string | null; every: number | null; unit: RotationUnit | null; handoverTime: string | null; handoverDay: number | null; hours: readonly Hours[] | null;
  /** `id active username` of each, a line each. */
  members: string | null;
}

/** The plans of all teams or some, by id, in one query: what overlaps [from, to]. Asks for no permission. */
export async function loadPlans(ctx: Pick<Context, 'sql'>, wanted: PlansWanted & { from: Date; to: Date }): Promise<Map<string, TeamPlan>> {
  return new Map((await loadNamedPlans(ctx, wanted)).map(({ plan }) => [plan.teamId, plan]));
}

/** The same with names, by name of the team. */
export async function loadNamedPlans(ctx: Pick<Context, 'sql'> & Partial<Pick<Tx, 'now'>>, wanted: PlansWanted): Promise<NamedPlan[]> {
  const { sql } = ctx;
  const from = wanted.from ?? ctx.now ?? null;
  const of = wanted.teamIds as string[] | undefined;
  const ours = of === undefined ? sql`` : sql`and team_id = any(${of}::uuid[])`;
  const begins = sql`coalesce(${from}::timestamptz, imas_now())`;
  const bounds = sql`(select ${begins}), (select coalesce(${wanted.to ?? null}::timestamptz, ${begins} + ${wanted.aheadMs ?? 0} * interval '1 millisecond'))`;
  const span = sql`round(date_part('epoch', starts_at) * 1000) as "startsAt", round(date_part('epoch', ends_at) * 1000) as "endsAt"`;
  // Flat rows: making nested JSON of a few thousand entries takes the server longer than all the rest.
  const rows = await sql<Row[]>`
    select 'team' as kind, t.id as "teamId", null::uuid as id, null::int as level, p.id as "userId", p.username, p.is_active as "isActive", b."startsAt", b."endsAt", t.name, null::uuid as "coverId",
      null::int as position, null as zone, null::int as every, null as unit, null as "handoverTime", null::int as "handoverDay", null::jsonb as hours, null as members, lower(t.name) as sorted
    from teams t left join users p on p.id = t.current_on_call cross join (select ${span} from (values (${bounds})) b(starts_at, ends_at)) b ${of === undefined ? sql`` : sql`where t.id = any(${of}::uuid[])`}
    union all
    select 'shift', team_id, s.id, s.level, u.id, u.username, u.is_active, ${span}, null, null, null, null, null, null, null, null, null, null, null
    from shifts s join users u on u.id = s.user_id where tstzrange(starts_at, ends_at) && tstzrange(${bounds}, '[]') ${ours}
    union all
    select 'override', team_id, o.id, o.level, u.id, u.username, u.is_active, ${span}, coalesce(w.username, c.username), o.cover_id, null, null, null, null, null, null, null, null, null
    from overrides o join users u on u.id = o.user_id left join users c on c.id = o.created_by
    left join (select id as covered, user_id as holder, taken_by as taker from covers) v on v.covered = o.cover_id left join users w on w.id = case when v.holder = o.user_id then v.taker else v.holder end
    where tstzrange(starts_at, ends_at) && tstzrange(${bounds}, '[]') ${ours}
    union all
    select 'rotation', team_id, r.id, r.level, null, null, null, ${span}, r.name, null, r.position, r.time_zone, r.every, r.unit, r.handover_time, r.handover_day, r.hours, m.members, null
    from rotations r
    left join (
      select rotation_id, string_agg(u.id || case when u.is_active then ' 1 ' else ' 0 ' end || u.username, E'\n' order by m.position) as members
      from rotation_members m join users u on u.id = m.user_id
      ${of === undefined ? sql`` : sql`where rotation_id in (select id from rotations where team_id = any(${of}::uuid[]))`} group by rotation_id
    ) m on m.rotation_id = r.id
    where tstzrange(starts_at, ends_at) && tstzrange(${bounds}, '[]') ${ours}
    order by sorted`;
  const byTeam = Map.groupBy(rows, ({ teamId }) => teamId);
  const people = readPeople();
  return rows.filter(({ kind }) => kind === 'team').map((team) => namedPlan(team, byTeam.get(team.teamId)!, people));
}

interface People { names: Map<string, string>; active: Set<string>; know(id: string, username: string, isActive: boolean): string; ofLine(line: string): string }

/** Everybody whom a few thousand rows name, each remembered once. */
function readPeople(): People {
  const [names, active, ids] = [new Map<string, string>(), new Set<string>(), new Map<string, string>()];
  const know = (id: string, username: string, isActive: boolean): string => {
    names.set(id, username);
    if (isActive) active.add(id);
    return id;
  };
  const ofLine = (line: string): string => {
    const known = ids.get(line);
    if (known !== undefined) return known;
    const id = know(line.slice(0, 36), line.slice(39), line[37] === '1');
    ids.set(line, id);
    return id;
  };
  return { names, active, know, ofLine };
}

function namedPlan(team: Row, rows: readonly Row[], { names, active, know, ofLine }: People): NamedPlan {
  const shift = (row: Row): Shift => ({ id: row.id!, level: row.level!, userId: know(row.userId!, row.username!, row.isActive!), startsAt: row.startsAt!, endsAt: row.endsAt! });
  const rotation = (row: Row): Rotation => ({
    id: row.id!, name: row.name!, level: row.level!, position: row.position!, zone: row.zone!, startsAt: row.startsAt!, endsAt: row.endsAt, every: row.every!, unit: row.unit!,
    handoverTime: row.handoverTime!, handoverDay: row.handoverDay, hours: row.hours!, members: row.members === null ? [] : row.members.split('\n').map(ofLine),
  });
  const of = (kind: Row['kind']): Row[] => rows.filter((row) => row.kind === kind);
  const overrides = of('override');
  return {
    teamName: team.name!, from: team.startsAt!, to: team.endsAt!, names,
    madeBy: new Map(overrides.flatMap(({ id, name }) => (name === null ? [] : [[id!, name]]))),
    plan: {
      teamId: team.teamId, active, pinned: team.userId === null ? null : know(team.userId, team.username!, team.isActive!),
      shifts: of('shift').map(shift),
      overrides: overrides.map((row): Override => ({ ...shift(row), coverId: row.coverId })),
      rotations: of('rotation').map(rotation).sort((a, b) => a.level - b.level || a.position - b.position || a.startsAt - b.startsAt || endOrder(a, b) || (a.id < b.id ? -1 : 1)),
    },
  };
}

/** Somebody's heir in a rotation begins when that did: what ended first answers for its time. */
const endOrder = (a: Rotation, b: Rotation): number => (a.endsAt === b.endsAt ? 0 : (a.endsAt ?? Infinity) - (b.endsAt ?? Infinity));
