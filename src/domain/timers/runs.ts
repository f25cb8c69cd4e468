import type { Tx } from '../../context.ts';
import { rank, type Severity } from '../severity.ts';
import { clearTimers, setTimers, type NewTimer } from './timer.ts';

/** Why a run begins; said on the timeline and by "Why me?". */
export type RunReason = 'opened' | 'refired' | 'unmuted' | 'unacknowledged' | 'acknowledgement lapsed' | 'snooze ended' | 'severity raised' | 'reassigned' | 'lead unseen' | 'repaired';

/** Whoever was told before that somebody has it, or that it is over, has to hear of these. */
const comesBack: ReadonlySet<RunReason> = new Set(['refired', 'unmuted', 'unacknowledged', 'acknowledgement lapsed', 'lead unseen']);

export interface RunStart {
  incidentId: string;
  severity: Severity;
  reason: RunReason;
  /** When the first step is due; the transaction's instant by default. */
  firstDue?: Date;
}

/**
 * Begins a numbered run of the ladder for each incident, ending the one before. Its first due moment is
 * written here, in the caller's transaction; the policy is chosen when it first advances.
 */
export async function beginRuns(tx: Tx, starts: readonly RunStart[]): Promise<void> {
  if (starts.length === 0) return;
  await endRuns(tx, starts.map((start) => start.incidentId), 'superseded', 'ladder');
  const ids = starts.map((start) => start.incidentId);
  const runs = await tx.sql<{ id: string; incident_id: string }[]>`
    with numbers as (
      update incidents set next_number_of_run = next_number_of_run + 1 where id = any(${ids}::uuid[]) returning id, next_number_of_run - 1 as number
    )
    insert into runs (incident_id, number, reason, began_at)
    select s.incident_id, n.number, s.reason, ${tx.now}
    from unnest(${ids}::uuid[], ${starts.map((start) => start.reason)}::text[]) s(incident_id, reason) join numbers n on n.id = s.incident_id
    returning id, incident_id`;
  await setTimers(tx.sql, timersOf(tx, runs, starts));
  const back = starts.filter((start) => comesBack.has(start.reason));
  if (back.length > 0) await tx.queue.send(tx.sql, back.map(({ incidentId }) => ({ name: 'tell-outside' as const, payload: { incidentId } })));
}

/**
 * The first run of each incident that opens in this transaction, whose next one is numbered 2 already: there is none to end.
 * @returns its first due moment, which the caller sets
 */
export async function beginFirstRuns(tx: Tx, starts: readonly Omit<RunStart, 'reason'>[]): Promise<NewTimer[]> {
  const runs = await tx.sql<{ id: string; incident_id: string }[]>`
    insert into runs (incident_id, number, reason, began_at) select incident_id, 1, ${'opened' satisfies RunReason}, ${tx.now} from unnest(${starts.map((start) => start.incidentId)}::uuid[]) s(incident_id) returning id, incident_id`;
  return timersOf(tx, runs, starts);
}

function timersOf(tx: Tx, runs: readonly { id: string; incident_id: string }[], starts: readonly Omit<RunStart, 'reason'>[]): NewTimer[] {
  const byIncident = new Map(starts.map((start) => [start.incidentId, start]));
  return runs.map((run) => {
    const start = byIncident.get(run.incident_id)!;
    return { kind: 'escalate' as const, subject: run.id, dueAt: start.firstDue ?? tx.now, urgency: rank(start.severity) };
  });
}

/** Ends the live runs of these incidents with their due moments: after this commit no further page of theirs is claimed. */
export async function endRuns(tx: Tx, incidentIds: readonly string[], reason: string, kind?: 'ladder' | 'page'): Promise<void> {
  if (incidentIds.length === 0) return;
  const ended = await tx.sql<{ id: string }[]>`
    update runs set ended_at = ${tx.now}, end_reason = ${reason}
    where incident_id = any(${incidentIds as string[]}::uuid[]) and ended_at is null ${kind === undefined ? tx.sql`` : tx.sql`and kind = ${kind}`} returning id`;
  await silence(tx, ended.map((run) => run.id));
}

/** Takes the due moments of ended runs away, with the attempts that were still to come. What is being carried out at this instant finds its run over. */
export async function silence(tx: Tx, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  await clearTimers(tx.sql, 'escalate', runIds);
  await stopRings(tx, runIds);
}

/** Takes the attempts away that were still to come. @param userId only those to this person */
export async function stopRings(tx: Tx, runIds: readonly string[], userId?: string): Promise<void> {
  await tx.sql`
    with rings as (
      delete from timers where id in (
        select t.id from timers t join notifications n on n.id = t.subject
        where t.kind = 'nudge' and n.run_id = any(${runIds as string[]}::uuid[]) ${userId === undefined ? tx.sql`` : tx.sql`and n.user_id = ${userId}`} for update of t skip locked) returning subject)
    update notifications set status = 'dropped', finished_at = ${tx.now} where id in (select subject from rings) and status = 'queued'`;
}

/** A run of its own for one person or team: told once more, ended by that person. @returns the run's id */
export async function beginPage(tx: Tx, incident: { id: string; severity: Severity }, target: { kind: 'USER' | 'TEAM'; id: string }, reason: string): Promise<string> {
  const [run] = await tx.sql<{ id: string }[]>`
    with number as (update incidents set next_number_of_run = next_number_of_run + 1 where id = ${incident.id} returning next_number_of_run - 1 as number)
    insert into runs (incident_id, number, kind, target, reason, began_at)
    select ${incident.id}, number, 'page', ${JSON.stringify(target)}::jsonb, ${reason}, ${tx.now} from number returning id`;
  await setTimers(tx.sql, [{ kind: 'escalate', subject: run!.id, dueAt: tx.now, urgency: rank(incident.severity) }]);
  return run!.id;
}
