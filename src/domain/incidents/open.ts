import { nameOf, userIdOf, type Tx } from '../../context.ts';
import { json, list } from '../../db/client.ts';
import { together } from '../../db/transaction.ts';
import { beginFirstRuns } from '../timers/runs.ts';
import { setTimers } from '../timers/timer.ts';
import { responseTargetMinutes } from '../services/urgency.ts';
import type { Criticality } from '../services/schema.ts';
import type { Severity } from '../severity.ts';
import { opensByItself, type Roomless } from './opens-by-itself.ts';
import { joinStorms, stormLimits } from './storm.ts';

export interface Opening {
  title: string;
  description: string;
  serviceId: string;
  teamId: string;
  severity: Severity;
  severityByPerson: boolean;
  origin: 'alert' | 'person' | 'api';
  groupKey: string | null;
  labels: Record<string, string>;
  url: string | null;
  leadId: string | null;
  detectedAt: Date;
  alerts: number;
}
export interface Opened { id: string; number: number; opening: Opening }

/**
 * Opens incidents. In the caller's transaction: the rows, each one's escalation run with its first due moment,
 * one job per step of the opening, timeline and audit. An opening whose group key is taken by now is left out
 * of the answer: somebody else was faster, and the caller joins theirs.
 */
export async function openIncidents(tx: Tx, openings: readonly Opening[]): Promise<Opened[]> {
  if (openings.length === 0) return [];
  const { sql } = tx;
  const column = <T>(read: (opening: Opening) => T) => openings.map(read);
  const inserting = sql<{ id: string; number: number; place: number; criticality: Criticality }[]>`
    with input as (
      select row_number() over () as place, o.* from unnest(
        ${column((o) => o.title)}::text[], ${column((o) => o.description)}::text[], ${column((o) => o.serviceId)}::uuid[], ${column((o) => o.teamId)}::uuid[],
        ${column((o) => o.severity)}::text[], ${list(column((o) => o.severityByPerson))}::boolean[], ${column((o) => o.origin)}::text[], ${column((o) => o.groupKey)}::text[],
        ${column((o) => json(o.labels))}::jsonb[], ${column((o) => o.url)}::text[], ${column((o) => o.leadId)}::uuid[], ${list(column((o) => o.detectedAt))}::timestamptz[], ${column((o) => o.alerts)}::int[]
      ) o(title, description, service_id, team_id, severity, severity_by_person, origin, group_key, labels, url, lead_id, detected_at, alerts)
    ), numbered as (
      select gen_random_uuid() as id, * from input
    ), added as (
      insert into incidents (id, title, description, service_id, team_id, severity, severity_by_person, origin, declared_by, group_key, labels, url, lead_id, detected_at, created_at, alerts_firing, alerts_total, next_number_of_run)
      select id, title, description, service_id, team_id, severity, severity_by_person, origin, ${userIdOf(tx.actor)}::uuid, group_key, labels, url, lead_id, least(detected_at, ${tx.now}), ${tx.now}, alerts, alerts, 2 from numbered order by place
      on conflict (group_key) where status <> 'RESOLVED' and group_key is not null do nothing returning id, number
    ), told as (
      insert into timeline (incident_id, at, kind, actor_id, actor_name, key, params)
      select a.id, ${tx.now}, 'opened', ${userIdOf(tx.actor)}::uuid, ${nameOf(tx.actor)}, case when n.origin = 'alert' then 'incidents.opened_by_alert' else 'incidents.declared' end,
        jsonb_build_object('name', ${nameOf(tx.actor)}::text, 'severity', left(n.severity, 4), 'title', n.title) from added a join numbered n on n.id = a.id
    ), audited as (
      insert into audit_log (actor_kind, actor_id, actor_name, via, request_id, action, object_kind, object_id, object_label, detail)
      select ${tx.actor.kind}, ${userIdOf(tx.actor)}::uuid, ${nameOf(tx.actor)}, ${tx.actor.kind === 'person' ? tx.actor.via : null}, ${tx.requestId ?? null}, 'incident.opened', 'incident', a.id::text, 'INC-' || a.number,
        jsonb_build_object('severity', n.severity, 'origin', n.origin) from added a join numbered n on n.id = a.id
    )
    select a.id, a.number, n.place::int as place, (select criticality from services where id = n.service_id) as criticality from added a join numbered n on n.id = a.id order by n.place`;
  // What does not need each other's answers is sent one behind the other.
  const [rows, limits, rooms] = await together(inserting, stormLimits(tx, openings.map(({ teamId }) => teamId)), Promise.all(openings.map((opening) => opensByItself(tx, asRoomless(opening)))));
  const opened = rows.map((row) => ({ id: row.id, number: row.number, opening: openings[row.place - 1]! }));
  const storming = await joinStorms(tx, opened, limits);
  const firstRuns = await beginFirstRuns(tx, opened.map(({ id, opening }) => ({
    incidentId: id, severity: opening.severity,
    // In a storm its card speaks for all; this one pages by itself only if it is still waiting when a ladder would start over.
    ...(storming.has(id) ? { firstDue: new Date(tx.now.getTime() + 15 * 60_000) } : {}),
  })));
  // Each service's tier says within how many minutes somebody should have answered; that it passed is noted when it does.
  const targets = rows.map(({ id, criticality }) => ({ kind: 'answer-by' as const, subject: id, dueAt: new Date(tx.now.getTime() + responseTargetMinutes(criticality) * 60_000), urgency: 5 }));
  await together(setTimers(sql, [...firstRuns, ...targets]), tx.queue.send(sql, rows.filter(({ id }) => !storming.has(id)).flatMap(({ id, place }) => [
    { name: 'post-cards' as const, payload: { incidentId: id }, options: { key: id } },
    ...(rooms[place - 1]! ? [{ name: 'open-room' as const, payload: { incidentId: id, automatic: true }, options: { key: id } }] : []),
  ])));
  return opened;
}

const asRoomless = ({ teamId, serviceId, severity }: Opening): Roomless => ({ team_id: teamId, service_id: serviceId, severity, status: 'TRIGGERED', in_storm: false });
