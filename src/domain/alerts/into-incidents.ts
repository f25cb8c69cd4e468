import type { Tx } from '../../context.ts';
import { openIncidents } from '../incidents/open.ts';
import { refire } from '../incidents/refire.ts';
import { setting } from '../settings/setting.ts';
import type { Severity, Status } from '../severity.ts';
import { Overtaken } from './post.ts';
import type { InIncident } from './place.ts';
import type { NewAlert } from './store.ts';
import { titleOf } from './title.ts';

/** What joining needs to know of an incident. */
export interface GroupIncident {
  id: string;
  number: number;
  group_key: string | null;
  status: Status;
  severity: Severity;
  severity_by_person: boolean;
  resolved_at: Date | null;
  resolved_how: string | null;
  snoozed_until: Date | null;
  service_id: string;
  /** It opened or reopened for these very alerts: nothing needs to be said about joining. */
  fresh?: boolean;
}

type PlacedAlert = NewAlert & { place: InIncident };
const isPlaced = (alert: NewAlert): alert is PlacedAlert => alert.place.outcome === 'incident';

const columns = 'id, number, group_key, status, severity, severity_by_person, resolved_at, resolved_how, snoozed_until, service_id';

/**
 * Finds each new alert its incident: the open one of its group; else the one that monitoring resolved a moment ago,
 * which reopens; else a declared one of its service that has no key yet; else a new one.
 * Sets `incidentId` of the alerts. @returns the incidents by id
 * @throws Overtaken when another opened the same group first
 */
export async function intoIncidents(tx: Tx, alerts: readonly NewAlert[]): Promise<Map<string, GroupIncident>> {
  // In the order of their keys, so that lanes and replicas that open the same groups cannot deadlock.
  const groups = new Map([...Map.groupBy(alerts.filter(isPlaced), (alert) => alert.place.groupKey)].sort(([a], [b]) => (a < b ? -1 : 1)));
  const joined = new Map<string, GroupIncident>();
  if (groups.size === 0) return joined;

  const { open, closed } = await lastOnes(tx, [...groups.keys()]);
  const missing: string[] = [];
  for (const [key, members] of groups) {
    const incident = open.get(key) ?? (await reopened(tx, closed.get(key), members)) ?? (await adopted(tx, key, members));
    if (incident === undefined) missing.push(key);
    else join(joined, incident, members);
  }
  const opened = await openIncidents(tx, missing.map((key) => openingOf(key, groups.get(key)!)));
  if (opened.length !== missing.length) throw new Overtaken();
  for (const { id, number, opening } of opened) {
    join(joined, { id, number, group_key: opening.groupKey, status: 'TRIGGERED', severity: opening.severity, severity_by_person: false, resolved_at: null, resolved_how: null, snoozed_until: null, service_id: opening.serviceId, fresh: true }, groups.get(opening.groupKey!)!);
  }
  return joined;
}

function join(joined: Map<string, GroupIncident>, incident: GroupIncident, members: readonly NewAlert[]): void {
  joined.set(incident.id, incident);
  for (const alert of members) alert.incidentId = incident.id;
}

/** The open incident of each group; where there is none the last one, if monitoring resolved it within the re-fire window (setting `refire_minutes`). */
async function lastOnes(tx: Tx, keys: string[]): Promise<{ open: Map<string, GroupIncident>; closed: Map<string, GroupIncident> }> {
  const rows = await tx.sql<GroupIncident[]>`
    select ${tx.sql.unsafe(columns)} from incidents where group_key = any(${keys}) and status <> 'RESOLVED'
    union all
    select last.* from unnest(${keys}::text[]) k(key)
    cross join lateral (select ${tx.sql.unsafe(columns)} from incidents where group_key = k.key order by created_at desc limit 1) last
    where last.status = 'RESOLVED' and last.resolved_how = 'monitoring'`;
  const open = new Map(rows.filter(({ status }) => status !== 'RESOLVED').map((row) => [row.group_key!, row]));
  const cleared = rows.filter((row) => row.status === 'RESOLVED' && !open.has(row.group_key!));
  if (cleared.length === 0) return { open, closed: new Map() };
  const since = new Date(tx.now.getTime() - (await setting(tx, 'refire_minutes')) * 60_000);
  return { open, closed: new Map(cleared.filter(({ resolved_at: at }) => at !== null && at >= since).map((row) => [row.group_key!, row])) };
}

async function reopened(tx: Tx, incident: GroupIncident | undefined, members: readonly PlacedAlert[]): Promise<GroupIncident | undefined> {
  if (incident === undefined) return undefined;
  const { severity } = worstOf(members).place;
  const again = await refire(tx, incident, severity);
  if (!again) throw new Overtaken();
  return { ...incident, status: 'TRIGGERED', severity: again.severity, fresh: true };
}

/** With grouping by service, alerts join the newest open declared incident of the service, and it takes their key; a confidential one would hide them from whoever has to see them. */
async function adopted(tx: Tx, key: string, members: readonly PlacedAlert[]): Promise<GroupIncident | undefined> {
  const { place } = members[0]!;
  if (!place.joinsDeclared) return undefined;
  const [row] = await tx.sql<GroupIncident[]>`
    update incidents set group_key = ${key} where id = (
      select id from incidents where service_id = ${place.serviceId} and group_key is null and status <> 'RESOLVED' and origin <> 'alert' and not is_confidential order by created_at desc limit 1 for update
    ) and status <> 'RESOLVED' and group_key is null returning ${tx.sql.unsafe(columns)}`;
  return row;
}

const worstOf = (members: readonly PlacedAlert[]): PlacedAlert => members.reduce((worst, alert) => (alert.place.severity < worst.place.severity ? alert : worst));

function openingOf(key: string, members: readonly PlacedAlert[]) {
  const worst = worstOf(members);
  const { signal, place } = worst;
  return {
    title: titleOf(signal), description: signal.description, serviceId: place.serviceId, teamId: place.teamId, severity: place.severity, severityByPerson: false,
    origin: 'alert' as const, groupKey: key, labels: Object.fromEntries(signal.labels), url: signal.url ?? null, leadId: null,
    detectedAt: new Date(Math.min(...members.map((alert) => alert.episode.startedAt))), alerts: members.length,
  };
}
