import type { Tx } from '../../context.ts';
import type { ClearIncident } from '../incidents/all-clear.ts';
import { worsen } from '../incidents/worsen.ts';
import type { Directory } from '../sources/directory.ts';
import { json } from '../../db/client.ts';
import { together } from '../../db/transaction.ts';
import { isWorse, type Severity, type Status } from '../severity.ts';
import { cardDelaySeconds, type CardsSoon } from './cards-soon.ts';
import { plainColumn, textColumn } from './columns.ts';
import type { Episode } from './episodes.ts';
import type { GroupIncident } from './into-incidents.ts';
import type { KnownEpisode } from './known.ts';
import { Overtaken } from './post.ts';
import type { NewAlert } from './store.ts';

/** `carded`: a job to show them commits with this; `relied`: one that was sent before will. */
export interface Tallied { clear: ClearIncident[]; carded: string[]; relied: string[] }
interface Sum { joined: NewAlert[]; cleared: number; firing: number; total: number; sources: Set<string> }

/**
 * Brings each touched incident's counts up to date, with one summed timeline and audit entry a batch, and lets
 * what joined worsen it. @returns the incidents of which nothing fires any more, and whose cards a job will show
 * @throws Overtaken when an incident that alerts joined was resolved meanwhile
 */
export async function tally(tx: Tx, directory: Directory, batch: { alerts: readonly NewAlert[]; joined: ReadonlyMap<string, GroupIncident>; changed: readonly KnownEpisode[]; split: readonly Episode[] }, cards: Pick<CardsSoon, 'isComing'>): Promise<Tallied> {
  const sums = await sumUp(tx, batch);
  if (sums.size === 0) return { clear: [], carded: [], relied: [] };
  // In the order of their ids, so that replicas cannot deadlock.
  const ids = [...sums.keys()].sort();
  const told = ids.filter((id) => batch.joined.get(id)?.fresh !== true || sums.get(id)!.cleared > 0);
  const carded = told.filter((id) => !cards.isComing(id));
  // Sent together: these incidents are held against other transactions until the commit.
  const [rows] = await together(
    count(tx, ids, sums, told.flatMap((id) => entriesOf(id, sums.get(id)!, batch.joined.get(id)))),
    tx.queue.send(tx.sql, carded.map((id) => ({ name: 'update-cards' as const, payload: { incidentId: id }, options: { key: id, delaySeconds: cardDelaySeconds } }))),
  );
  if (rows.length !== ids.length) throw new Overtaken();

  for (const row of rows) {
    const joined = sums.get(row.id)!.joined.filter((alert) => alert.episode.endedAt === undefined);
    const incident = batch.joined.get(row.id);
    if (incident !== undefined && incident.fresh !== true && mayWorsen(row, joined)) await worsen(tx, row, joined.map(({ signal, place }) => ({ name: signal.name, severity: place.severity })));
  }
  const clear = rows.filter((row) => row.alerts_firing === 0 && sums.get(row.id)!.cleared > 0 && [...sums.get(row.id)!.sources].every((id) => directory.sources.get(id)?.autoResolve ?? true));
  return { clear, carded, relied: told.filter((id) => !carded.includes(id)) };
}

/** Most alerts join an incident that is no milder and rings already: then there is nothing to look up. */
const mayWorsen = (row: { status: Status; severity: Severity; snoozed_until: Date | null }, joined: readonly NewAlert[]): boolean =>
  joined.length > 0 && (row.status !== 'TRIGGERED' || row.snoozed_until !== null || joined.some(({ place }) => isWorse(place.severity, row.severity)));

async function sumUp(tx: Tx, { alerts, joined, changed, split }: Parameters<typeof tally>[2]): Promise<Map<string, Sum>> {
  const sums = new Map<string, Sum>();
  const of = (id: string): Sum => {
    const before = sums.get(id);
    if (before) return before;
    const sum: Sum = { joined: [], cleared: 0, firing: 0, total: 0, sources: new Set() };
    sums.set(id, sum);
    return sum;
  };
  for (const alert of alerts) {
    if (alert.incidentId === null) continue;
    const isOver = alert.episode.endedAt !== undefined;
    const isOpening = joined.get(alert.incidentId)?.fresh === true && joined.get(alert.incidentId)?.resolved_how === null;
    // A new incident was opened with its alerts counted as firing.
    if (isOpening && !isOver) continue;
    const sum = of(alert.incidentId);
    sum.sources.add(alert.post.sourceId);
    if (isOver) sum.cleared++;
    if (!isOpening) { sum.joined.push(alert); sum.total++; }
    sum.firing += isOpening ? -1 : isOver ? 0 : 1;
  }
  for (const episode of changed) {
    if (episode.incidentId === null || !episode.wasOpen || episode.endedAt === undefined) continue;
    const sum = of(episode.incidentId);
    sum.sources.add(episode.sourceId);
    sum.cleared++;
    sum.firing--;
  }
  if (split.length > 0) {
    const parents = await tx.sql<{ id: number; incident_id: string | null }[]>`select id, incident_id from alerts where id = any(${split.map((episode) => episode.splitFrom!)}::bigint[])`;
    for (const episode of split) {
      const incident = parents.find((parent) => parent.id === episode.splitFrom)?.incident_id;
      if (incident == null) continue;
      of(incident).total++;
      if (episode.endedAt === undefined) of(incident).firing++;
    }
  }
  return sums;
}

interface Entry { id: string; kind: string; key: string; params: Record<string, string | number> }

/** What the timeline says of a batch: how many joined, how many cleared. */
function entriesOf(id: string, sum: Sum, incident: GroupIncident | undefined): Entry[] {
  const entries: Entry[] = [];
  if (sum.joined.length > 0 && incident?.fresh !== true) {
    const names = [...new Set(sum.joined.map(({ signal }) => signal.name))];
    entries.push({ id, kind: 'alerts_joined', key: 'incidents.alerts_joined', params: { n: sum.joined.length, names: names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '') } });
  }
  if (sum.cleared > 0) entries.push({ id, kind: 'alerts_cleared', key: 'incidents.alerts_cleared', params: { n: sum.cleared } });
  return entries;
}

type Touched = ClearIncident & { severity: Severity; severity_by_person: boolean; snoozed_until: Date | null };

/** One statement for all incidents: their counts, and with the new ones the entries of timeline and audit. @returns those that could be changed */
const count = (tx: Tx, ids: readonly string[], sums: ReadonlyMap<string, Sum>, entries: readonly Entry[]): PromiseLike<Touched[]> => tx.sql<Touched[]>`
  with held as (
    select id from incidents where id = any(${plainColumn(ids)}::uuid[]) order by id for no key update
  ), touched as (
    update incidents i set alerts_firing = greatest(0, i.alerts_firing + s.firing), alerts_total = i.alerts_total + s.total, card_wanted = i.card_wanted + 1
    from unnest(${plainColumn(ids)}::uuid[], ${plainColumn(ids.map((id) => sums.get(id)!.firing))}::int[], ${plainColumn(ids.map((id) => sums.get(id)!.total))}::int[], ${plainColumn(ids.map((id) => String(sums.get(id)!.joined.length > 0)))}::boolean[]) s(id, firing, total, joins), held
    where held.id = i.id and i.id = s.id and (i.status <> 'RESOLVED' or not s.joins)
    returning i.id, i.number, i.status, i.team_id, i.severity, i.severity_by_person, i.alerts_firing, i.declared_by, i.changed_by_person_at, i.last_human_at, i.hold_open_until, i.muted_until, i.refires, i.snoozed_until
  ), entry as (
    select t.id, t.number, e.kind, e.key, case when e.kind = 'alerts_cleared' then e.params || jsonb_build_object('firing', t.alerts_firing) else e.params end as params
    from unnest(${plainColumn(entries.map((e) => e.id))}::uuid[], ${plainColumn(entries.map((e) => e.kind))}::text[], ${plainColumn(entries.map((e) => e.key))}::text[], ${textColumn(entries.map((e) => json(e.params)))}::jsonb[]) with ordinality e(incident_id, kind, key, params, place)
    join touched t on t.id = e.incident_id order by e.place
  ), told as (
    insert into timeline (incident_id, at, kind, actor_name, key, params) select id, ${tx.now}, kind, 'monitoring', key, params from entry
  ), audited as (
    insert into audit_log (actor_kind, actor_name, action, object_kind, object_id, object_label, detail)
    select 'source', 'monitoring', 'incident.' || kind, 'incident', id::text, 'INC-' || number, params from entry
  )
  select * from touched`;
