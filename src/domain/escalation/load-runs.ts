import type { Tx } from '../../context.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { UrgencyRule } from '../services/schema.ts';
import type { Severity, Status } from '../severity.ts';
import { builtIn } from './policies/built-in.ts';
import { policyOfRow, type Policy } from './policies/policy.ts';
import { escalationPolicies, type PolicyRow } from './policies/schema.ts';
import { urgencyOf, type Urgency } from '../services/urgency.ts';
import { inArray } from 'drizzle-orm';

/** A live run with what advancing it needs. */
export interface LiveRun {
  id: string;
  kind: 'ladder' | 'page';
  target: { kind: 'USER' | 'TEAM'; id: string } | null;
  reason: string;
  began_at: Date;
  policy: Policy | null;
  next_step: number;
  round: number;
  round_began_at: Date | null;
  /** When the last step of this round came, if before its minute. */
  ended_early_at: Date | null;
  /** Who passed on in this round. */
  passed_on: string[];
  incident_id: string;
  number: number;
  status: Status;
  severity: Severity;
  team_id: string;
  team_name: string;
  team_state: 'live' | 'shadow';
  working_hours: WorkingHours;
  time_zone: string;
  rule: UrgencyRule;
  snoozed_until: Date | null;
}

/**
 * The runs that may still advance: live ones of incidents that somebody has to answer for. Both rows are
 * locked until the transaction ends, the incident first: an acknowledgement takes them in the same order.
 */
export async function loadRuns(tx: Tx, runIds: readonly string[]): Promise<LiveRun[]> {
  return tx.sql<LiveRun[]>`
    select r.id, r.kind, r.target, r.reason, r.began_at, r.policy, r.next_step, r.round, r.round_began_at, r.ended_early_at, r.passed_on, i.id as incident_id, i.number, i.status, i.severity,
      i.team_id, t.name as team_name, t.state as team_state, t.working_hours, t.time_zone, s.urgency as rule, i.snoozed_until
    from runs r join incidents i on i.id = r.incident_id join teams t on t.id = i.team_id join services s on s.id = i.service_id
    where r.id = any(${runIds as string[]}::uuid[]) and r.ended_at is null and (i.status = 'TRIGGERED' or (r.kind = 'page' and i.status <> 'RESOLVED'))
    order by i.id, r.id for no key update of i, r`;
}

export const urgencyNow = (run: Pick<LiveRun, 'severity' | 'rule' | 'working_hours' | 'time_zone'>, now: Date): Urgency =>
  urgencyOf({ severity: run.severity, rule: run.rule, workingHours: run.working_hours, zone: run.time_zone, instant: now });

/** Chooses a policy for each run that has none yet: per severity, else the team's default, else built-in. One query for all. */
export async function choosePolicies(tx: Tx, runs: readonly LiveRun[], now: Date): Promise<Map<string, Policy>> {
  const chosen = new Map<string, Policy>();
  const without = runs.filter((run) => run.kind === 'ladder' && run.policy === null);
  if (without.length === 0) return chosen;
  const rows = await tx.db.select().from(escalationPolicies).where(inArray(escalationPolicies.teamId, [...new Set(without.map((run) => run.team_id))]));
  const byTeam = Map.groupBy(rows as PolicyRow[], (row) => row.teamId);
  for (const run of without) {
    const own = byTeam.get(run.team_id) ?? [];
    const row = own.find((one) => one.severity === run.severity) ?? own.find((one) => one.severity === null);
    const policy = row && policyOfRow(row);
    const urgency = urgencyNow(run, now);
    // A policy without steps is a card only; high urgency is never that.
    chosen.set(run.id, policy && (policy.steps.length > 0 || urgency === 'low') ? policy : builtIn(urgency, run.severity));
  }
  return chosen;
}
