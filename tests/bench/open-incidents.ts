import type { Ours } from './ours.ts';

const policy = JSON.stringify({ id: null, name: 'bench', version: 1, repeatCount: 0, repeatIntervalMinutes: 30, steps: [
  { delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: ['WEBHOOK'], working_hours_only: false },
  { delay_minutes: 60, targets: [{ kind: 'ON_CALL', level: 1 }], means: ['WEBHOOK'], working_hours_only: false },
] });

/** Teams with one person on call each, who is told by webhook at `url`; four incidents a team stay below bundling and storms. */
export async function makePeople({ sql }: Ours, teams: number, url: string): Promise<void> {
  await sql`insert into providers (name, kind, config) values ('bench', 'WEBHOOK', ${JSON.stringify({ url })}::jsonb)`;
  await sql`
    with person as (
      insert into users (username) select 'user-' || n from generate_series(1, ${teams}::int) n returning id, username
    ), contact as (
      insert into contacts (user_id, means, address, set_by_admin) select id, 'WEBHOOK', ${url}, true from person
    ), team as (
      insert into teams (name, slug, current_on_call) select 'bench-' || username, 'bench-' || username, id from person returning id, name
    )
    insert into services (name, owner_team_id) select name, id from team`;
  await sql`insert into team_members (team_id, user_id, position) select id, current_on_call, 1 from teams where name like 'bench-%'`;
  await sql`analyze`;
}

/**
 * Open incidents by SQL, round the services that there are, each with a live run whose next step comes due evenly over
 * `seconds` from `first` on.
 */
export async function openIncidents({ sql }: Ours, count: number, { first, seconds, title }: { first: Date; seconds: number; title: string }): Promise<void> {
  await sql`
    with place as (
      select row_number() over (order by name) - 1 as n, count(*) over () as places, id, owner_team_id from services where name like 'bench-%'
    ), incident as (
      insert into incidents (title, service_id, team_id, severity, origin, group_key, detected_at, created_at, next_number_of_run)
      select ${title} || ' ' || g, p.id, p.owner_team_id, 'SEV2_HIGH', 'alert', ${title} || ' ' || g, imas_now() - interval '1 hour', imas_now() - interval '1 hour', 2
      from generate_series(0, ${count - 1}::int) g join place p on p.n = g % p.places returning id
    ), run as (
      insert into runs (incident_id, number, reason, began_at, round_began_at, policy, policy_name)
      select id, 1, 'opened', ${first}::timestamptz, ${first}::timestamptz, ${policy}::jsonb, 'bench' from incident returning id
    )
    insert into timers (kind, subject, due_at, urgency)
    select 'escalate', id, ${first}::timestamptz + make_interval(secs => ${seconds}::float8 * (row_number() over () - 1) / ${count}::int), 2 from run`;
  await sql`update runs r set began_at = t.due_at, round_began_at = t.due_at from timers t join incidents i on i.title like ${`${title} %`} where t.subject = r.id and t.kind = 'escalate' and r.incident_id = i.id`;
  await sql`analyze`;
  await sql`select pg_notify('imas_timers', '')`;
}

/** Closed ones, so that tables are as large as after years. */
export async function resolvedIncidents({ sql }: Ours, count: number): Promise<void> {
  await sql`
    insert into incidents (title, service_id, team_id, severity, status, origin, group_key, detected_at, created_at, resolved_at, resolved_how)
    select 'past ' || g, s.id, s.owner_team_id, 'SEV3_MEDIUM', 'RESOLVED', 'alert', 'past ' || g, at, at, at + interval '1 hour', 'monitoring'
    from generate_series(1, ${count}::int) g cross join lateral (select imas_now() - make_interval(mins => g) as at) moment
    cross join lateral (select id, owner_team_id from services limit 1) s`;
  await sql`
    insert into alerts (source_id, fingerprint, started_at, ended_at, received_at, last_seen_at, name, severity, outcome, incident_id, service_id, group_key, labels)
    select gen_random_uuid(), 'past ' || number, created_at, resolved_at, created_at, resolved_at, 'Past', severity, 'incident', id, service_id, group_key, '{}' from incidents where status = 'RESOLVED'`;
  await sql`insert into timeline (incident_id, at, kind, actor_name, key) select id, created_at, 'opened', 'bench', 'incidents.declared' from incidents where status = 'RESOLVED'`;
  await sql`vacuum analyze`;
}
