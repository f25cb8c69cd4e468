import { isAscii } from 'node:buffer';
import { json, type Sql } from '../../db/client.ts';
import type { ClearIncident } from '../incidents/all-clear.ts';
import type { Severity } from '../severity.ts';
import { plainColumn, textColumn } from './columns.ts';
import { Overtaken, type Post } from './post.ts';
import type { RingingIncident } from './ringing.ts';
import { startsOf, type NewAlert } from './store.ts';
import type { Entry, Sum } from './sums.ts';

export interface Batch {
  alerts: readonly NewAlert[];
  /** By the incidents that these alerts join, or whose alerts cleared. */
  sums: ReadonlyMap<string, Sum>;
  entries: readonly Entry[];
  /** Bodies to keep as they came, for replay. */
  kept: readonly Post[];
  /** What was relied on without asking: they must ring still, by id. */
  ringing?: ReadonlyMap<string, RingingIncident>;
}
export type Touched = ClearIncident & { severity: Severity; severity_by_person: boolean; snoozed_until: Date | null };

/**
 * Writes a batch by one statement: its alerts, the counts of the incidents it touches with their entries in timeline and
 * audit, its bodies. All of it, or nothing. Sorted, so that lanes and replicas cannot deadlock.
 * @returns the incidents as they are now
 * @throws Overtaken when one of these alerts is stored by now, or an incident is not any more what it was taken for
 */
export async function writeDown(sql: Sql, { alerts, sums, entries, kept, ringing }: Batch): Promise<Touched[]> {
  const ids = [...sums.keys()].sort();
  // Without "on conflict do nothing", which looks into each unique index twice and writes every row twice to the log.
  const touched = await sql<Touched[]>`
    with wanted as (
      select * from unnest(${plainColumn(ids)}::uuid[], ${plainColumn(ids.map((id) => sums.get(id)!.firing))}::int[], ${plainColumn(ids.map((id) => sums.get(id)!.total))}::int[],
        ${plainColumn(ids.map((id) => String(sums.get(id)!.joined.length > 0)))}::boolean[], ${textColumn(ids.map((id) => ringing?.get(id)?.groupKey ?? null))}::text[], ${plainColumn(ids.map((id) => ringing?.get(id)?.severity ?? null))}::text[]) w(id, firing, total, joins, rings_for, severity)
    ), held as (
      select i.id from incidents i join wanted w on w.id = i.id where (i.status <> 'RESOLVED' or not w.joins)
        and (w.rings_for is null or (i.status = 'TRIGGERED' and i.snoozed_until is null and i.group_key = w.rings_for and i.severity <= w.severity))
      order by i.id for no key update of i
    ), sure as (
      select count(*) = ${ids.length}::int as is_so from held
    ), touched as (
      update incidents i set alerts_firing = greatest(0, i.alerts_firing + w.firing), alerts_total = i.alerts_total + w.total, card_wanted = i.card_wanted + 1
      from wanted w where w.id = i.id and (select is_so from sure)
      returning i.id, i.number, i.status, i.team_id, i.severity, i.severity_by_person, i.alerts_firing, i.declared_by, i.changed_by_person_at, i.last_human_at, i.hold_open_until, i.muted_until, i.refires, i.snoozed_until, i.is_confidential
    ), entry as (
      select t.id, t.number, t.is_confidential, e.kind, case when e.kind = 'alerts_cleared' then e.params || jsonb_build_object('firing', t.alerts_firing) else e.params end as params
      from unnest(${plainColumn(entries.map((e) => e.incidentId))}::uuid[], ${plainColumn(entries.map((e) => e.kind))}::text[], ${textColumn(entries.map((e) => json(e.params)))}::jsonb[]) with ordinality e(incident_id, kind, params, place)
      join touched t on t.id = e.incident_id order by e.place
    ), told as (
      insert into timeline (incident_id, at, kind, actor_name, key, params) select id, imas_now(), kind, 'monitoring', 'incidents.' || kind, params from entry
    ), audited as (
      -- The audit log has more readers than a confidential incident.
      insert into audit_log (actor_kind, actor_name, action, object_kind, object_id, object_label, detail)
      select 'source', 'monitoring', 'incident.' || kind, 'incident', id::text, 'INC-' || number, case when is_confidential then params - 'names' else params end from entry
    ), stored as (
      ${alertsInto(sql, alerts)} where (select is_so from sure)
    ), kept as (
      ${bodiesInto(sql, kept)} where (select is_so from sure)
    )
    select * from touched`.catch((error: unknown) => {
    throw (error as { code?: string }).code === uniqueViolation ? new Overtaken() : error;
  });
  if (touched.length !== ids.length) throw new Overtaken();
  return touched;
}

function alertsInto(sql: Sql, alerts: readonly NewAlert[]) {
  const rows = alerts.toSorted((a, b) => compare(a.post.sourceId, b.post.sourceId) || compare(a.signal.fingerprint, b.signal.fingerprint) || a.episode.startedAt - b.episode.startedAt);
  return sql`
    insert into alerts (source_id, fingerprint, started_at, other_starts, ended_at, received_at, last_seen_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes)
    select source_id, fingerprint, started_at, other_starts::timestamptz[], ended_at, received_at, received_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes::text[]
    from unnest(
      ${plainColumn(rows.map((a) => a.post.sourceId))}::uuid[], ${textColumn(rows.map((a) => a.signal.fingerprint))}::text[], ${plainColumn(rows.map((a) => new Date(a.episode.startedAt)))}::timestamptz[],
      ${textColumn(rows.map((a) => startsOf(a.episode)))}::text[], ${plainColumn(rows.map((a) => (a.episode.endedAt === undefined ? null : new Date(a.episode.endedAt))))}::timestamptz[],
      ${plainColumn(rows.map((a) => a.post.receivedAt))}::timestamptz[], ${plainColumn(rows.map((a) => 1 + a.episode.repeats))}::bigint[], ${textColumn(rows.map((a) => a.signal.name))}::text[],
      ${plainColumn(rows.map((a) => a.place.severity))}::text[], ${plainColumn(rows.map((a) => a.place.outcome))}::text[], ${plainColumn(rows.map((a) => a.incidentId))}::uuid[],
      ${plainColumn(rows.map((a) => a.place.serviceId))}::uuid[], ${textColumn(rows.map((a) => a.place.groupKey))}::text[], ${textColumn(rows.map((a) => a.groupRef))}::text[],
      ${textColumn(rows.map((a) => json(Object.fromEntries(a.signal.labels))))}::jsonb[], ${textColumn(rows.map((a) => a.signal.description))}::text[], ${textColumn(rows.map((a) => a.signal.url ?? null))}::text[],
      ${textColumn(rows.map((a) => a.place.placedBy))}::text[], ${textColumn(rows.map((a) => textColumn(a.signal.notes)))}::text[]
    ) a(source_id, fingerprint, started_at, other_starts, ended_at, received_at, deliveries, name, severity, outcome, incident_id, service_id, group_key, group_ref, labels, description, url, placed_by, notes)`;
}

function bodiesInto(sql: Sql, posts: readonly Post[]) {
  // One value for all bodies: a statement whose text grows with their number would be planned anew each time.
  const bodies = posts.map((post) => post.raw);
  const whole = Buffer.concat(bodies);
  let at = 1;
  const starts = bodies.map((body) => { const start = at; at += body.byteLength; return start; });
  return sql`
    insert into raw_posts (source_id, received_at, path, rejected, content)
    select source_id, received_at, path, rejected, substring(${isPlain(whole) ? sql`convert_to(${whole.toString('latin1')}, 'UTF8')` : sql`${whole}::bytea`} from start for size)
    from unnest(${plainColumn(posts.map((p) => p.sourceId))}::uuid[], ${plainColumn(posts.map((p) => p.receivedAt))}::timestamptz[], ${textColumn(posts.map((p) => p.path))}::text[],
      ${textColumn(posts.map((p) => (p.rejected.length === 0 ? null : json(p.rejected))))}::jsonb[], ${plainColumn(starts)}::int[], ${plainColumn(bodies.map((body) => body.byteLength))}::int[]) p(source_id, received_at, path, rejected, start, size)`;
}

/** Text travels as it is, other bytes as twice as many digits. */
const isPlain = (bytes: Buffer): boolean => isAscii(bytes) && !bytes.includes(0);

const uniqueViolation = '23505';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
