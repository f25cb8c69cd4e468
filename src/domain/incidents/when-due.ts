import { system, type Tx } from '../../context.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { Criticality, UrgencyRule } from '../services/schema.ts';
import { responseTargetMinutes, urgencyOf } from '../services/urgency.ts';
import { inWorkingHours } from '../services/working-hours.ts';
import type { Severity } from '../severity.ts';
import { setting } from '../settings/setting.ts';
import { beginRuns } from '../timers/runs.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { isWorkedOn, mitigateByMonitoring, resolveByMonitoring } from './all-clear.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';

/** Each of these handles due moments of one kind. All look again at the row before they act: a moment may be out of date. */

/** Resolved by hand while alerts fired, and they still do: it opens again, unless another incident has its key by now. */
export async function unmute(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject } of timers) {
    const incident = await loadIncident(tx, subject);
    if (incident.status !== 'RESOLVED' || incident.muted_until === null || incident.merged_into !== null) continue;
    if (incident.alerts_firing === 0) { await tx.sql`update incidents set muted_until = null where id = ${subject}`; continue; }
    const [other] = incident.group_key === null ? [] : await tx.sql<{ number: number }[]>`select number from incidents where group_key = ${incident.group_key} and status <> 'RESOLVED' and id <> ${subject}`;
    if (other) {
      await tx.sql`update incidents set muted_until = null where id = ${subject}`;
      await record(bySystem(tx), incident, { kind: 'unmuted', key: 'incidents.unmuted_key_taken', params: { other: `INC-${other.number}` } });
      continue;
    }
    const [back] = await tx.sql`
      update incidents set status = 'TRIGGERED', resolved_at = null, resolved_by = null, resolved_how = null, mitigated_at = null, holder_id = null, held_since = null, muted_until = null
      where id = ${subject} and status = 'RESOLVED' and muted_until is not null and merged_into is null returning id`;
    if (!back) continue;
    await beginRuns(tx, [{ incidentId: subject, severity: incident.severity, reason: 'unmuted' }]);
    await record(bySystem(tx), incident, { kind: 'unmuted', key: 'incidents.unmuted' });
  }
}

/** A snooze is over: whoever is on call is paged from step 1. */
export async function unsnooze(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject } of timers) {
    const [back] = await tx.sql`update incidents set snoozed_until = null, snoozed_until_clear = false where id = ${subject} and status = 'TRIGGERED' and snoozed_until <= ${tx.now} returning id`;
    if (!back) continue;
    const incident = await loadIncident(tx, subject);
    await beginRuns(tx, [{ incidentId: subject, severity: incident.severity, reason: 'snooze ended' }]);
    await record(bySystem(tx), incident, { kind: 'snooze_ended', key: 'incidents.snooze_ended' });
  }
}

/** It flapped, and has been quiet for half an hour now. */
export async function quiet(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject } of timers) {
    const incident = await loadIncident(tx, subject);
    if (incident.status === 'RESOLVED' || incident.alerts_firing > 0 || incident.hold_open_until === null || incident.hold_open_until > tx.now) continue;
    await (isWorkedOn(tx, incident) ? mitigateByMonitoring : resolveByMonitoring)(bySystem(tx), incident);
  }
}

/** The lead was paged because it got worse and has done nothing since: the acknowledgement lapses and the ladder begins. */
export async function leadUnseen(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject, payload } of timers) {
    const incident = await loadIncident(tx, subject);
    if (incident.status !== 'ACKNOWLEDGED' && incident.status !== 'MITIGATED') continue;
    const since = new Date(String(payload.since));
    const [seen] = await tx.sql`select 1 from timeline where incident_id = ${subject} and at > ${since} and actor_id is not null limit 1`;
    if (seen || (incident.last_human_at !== null && incident.last_human_at > since)) continue;
    const [lapsed] = await tx.sql`update incidents set status = 'TRIGGERED', holder_id = null, held_since = null where id = ${subject} and status in ('ACKNOWLEDGED', 'MITIGATED') returning id`;
    if (!lapsed) continue;
    await beginRuns(tx, [{ incidentId: subject, severity: incident.severity, reason: 'lead unseen' }]);
    await record(bySystem(tx), incident, { kind: 'lapsed', key: 'incidents.lapsed' });
  }
}

/** A storm ends when no incident has joined it for the storm's own window. */
export async function stormEnd(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject } of timers) {
    const [storm] = await tx.sql<{ team_id: string; last_at: Date }[]>`select team_id, last_at from storms where id = ${subject} and ended_at is null`;
    if (!storm) continue;
    const ends = new Date(storm.last_at.getTime() + (await setting(tx, 'storm_minutes', { teamId: storm.team_id })) * 60_000);
    if (ends > tx.now) { await setTimers(tx.sql, [{ kind: 'storm-end', subject, dueAt: ends }]); continue; }
    await tx.sql`update storms set ended_at = ${tx.now}, card_wanted = card_wanted + 1 where id = ${subject}`;
    await tx.enqueue('storm-card', { stormId: subject }, { key: subject });
  }
}

/** The tier's target passed and nobody had answered: it goes on the timeline, at high urgency always, at low in working hours. */
export async function answerBy(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const missed = await tx.sql<{ id: string; number: number; severity: Severity; rule: UrgencyRule; criticality: Criticality; working_hours: WorkingHours; time_zone: string }[]>`
    select i.id, i.number, i.severity, s.urgency as rule, s.criticality, t.working_hours, t.time_zone from incidents i join services s on s.id = i.service_id join teams t on t.id = i.team_id
    where i.id = any(${timers.map((timer) => timer.subject)}::uuid[]) and i.status = 'TRIGGERED' and i.acknowledged_at is null`;
  for (const row of missed) {
    const isHigh = urgencyOf({ severity: row.severity, rule: row.rule, workingHours: row.working_hours, zone: row.time_zone, instant: tx.now }) === 'high';
    if (isHigh || inWorkingHours(row.working_hours, row.time_zone, tx.now)) await record(bySystem(tx), row, { kind: 'target_missed', key: 'incidents.target_missed', params: { n: responseTargetMinutes(row.criticality) } });
  }
}

const bySystem = (tx: Tx): Tx => ({ ...tx, actor: system('IMAS') });
