import { severities, type Severity } from '../../severity.ts';
import type { UrgencyRule } from '../../services/schema.ts';
import { plainUrgency } from '../../services/urgency.ts';
import type { TeamPlan } from '../../oncall/plan.ts';
import { builtIn } from '../policies/built-in.ts';
import type { Policy } from '../policies/policy.ts';
import type { Step, Target } from '../policies/step.ts';
import { inItsHours } from '../step-hours.ts';
import type { PreflightFacts, PreflightTeam } from './facts.ts';
import { turnsOf } from './turns-of.ts';

/** Whom a high-urgency ladder finds from an instant on; `loud`: a bare address is told as well. */
export interface Climb { at: number; people: ReadonlySet<string>; emails: boolean }

const mayBeHigh = (rule: UrgencyRule, severity: Severity): boolean => rule === 'high' || rule === 'high_in_working_hours' || (rule === 'by_severity' && plainUrgency(severity) === 'high');

/** The policies that a team's urgent incidents follow, each once, with the worst severity that follows it. */
export function urgentPolicies(team: PreflightTeam, { policies }: PreflightFacts): { severity: Severity; policy: Policy }[] {
  const own = policies.get(team.id) ?? [];
  const chosen = severities.filter((severity) => team.services.some(({ urgency }) => mayBeHigh(urgency, severity))).map((severity) => {
    const policy = own.find((one) => one.severity === severity) ?? own.find((one) => one.severity === null);
    return { severity, policy: policy !== undefined && policy.steps.length > 0 ? policy : builtIn('high', severity) };
  });
  return [...new Map(chosen.toReversed().map((one) => [one.policy.id ?? 'built-in', one])).values()].toReversed();
}

/** Climbs a ladder at every instant at which it may find others than before: at hand-overs, and where steps have hours, at each hour. */
export function climb(policy: Policy, team: PreflightTeam, facts: PreflightFacts): Climb[] {
  const { from, to } = facts;
  const plans = plansBehind(policy, team, facts);
  const turns = new Map([...plans].map(([id, plan]) => [id, turnsOf(plan, facts)]));
  const instants = new Set([from, ...[...turns.values()].flat().flatMap((turn) => [turn.from, turn.to]).filter((at) => at < to)]);
  if (policy.steps.some((step) => step.only || step.working_hours_only)) for (let at = from; at < to; at += 3_600_000) instants.add(at);
  return [...instants].sort((a, b) => a - b).map((at): Climb => {
    const open = policy.steps.filter((step) => inItsHours(step, { working_hours: team.workingHours, time_zone: team.zone }, true, new Date(at)));
    const onCall = (teamId: string, level: number) => turns.get(teamId)?.find((turn) => turn.level === level && turn.from <= at && at < turn.to)?.userId;
    return { at, people: new Set(open.flatMap((step) => step.targets.flatMap((target) => behind(target, team, facts, onCall)))), emails: open.some((step) => step.targets.some(({ kind }) => kind === 'EMAIL')) };
  });
}

/** Active people whom a target means. @param onCall who answers for a team at a level */
export function behind(target: Target, team: PreflightTeam, facts: PreflightFacts, onCall: (teamId: string, level: number) => string | undefined): string[] {
  const of = (id: string | undefined) => (id === undefined ? team : facts.teams.find((one) => one.id === id));
  switch (target.kind) {
    case 'ON_CALL': return [onCall(target.team ?? team.id, target.level)].filter((id) => id !== undefined);
    case 'TEAM': return [...(of(target.team)?.members ?? [])];
    case 'MANAGERS': return [...(of(target.team)?.managers ?? [])];
    case 'USER': return facts.people.get(target.user)?.isActive === true ? [target.user] : [];
    case 'EMAIL': case 'CHANNEL': return [];
  }
}

/** The plans of the team and of every other that a policy asks, by team. */
function plansBehind(policy: Pick<Policy, 'steps'>, team: PreflightTeam, { teams }: PreflightFacts): Map<string, TeamPlan> {
  const wanted = new Set([team.id, ...policy.steps.flatMap((step: Step) => step.targets.flatMap((target) => (target.kind === 'ON_CALL' && target.team !== undefined ? [target.team] : [])))]);
  return new Map(teams.filter(({ id }) => wanted.has(id)).map(({ id, plan }) => [id, plan]));
}
