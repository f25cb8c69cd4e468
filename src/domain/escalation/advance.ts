import { nameOf, type Tx } from '../../context.ts';
import { json, list } from '../../db/client.ts';
import { redrawCards } from '../incidents/redraw-cards.ts';
import { queuePages, type Page } from '../notifications/queue-pages.ts';
import type { MeansName } from '../notifications/means.ts';
import { inWorkingHours } from '../services/working-hours.ts';
import { rank } from '../severity.ts';
import { setTimers, type NewTimer } from '../timers/timer.ts';
import { advancePages } from './advance-pages.ts';
import { choosePolicies, loadRuns, urgencyNow, type LiveRun } from './load-runs.ts';
import { advancePlan, type Standing } from './plan.ts';
import type { Policy } from './policies/policy.ts';
import { pageLastResort } from './last-resort.ts';
import { inItsHours } from './step-hours.ts';
import { loadRoster, reach, type Reached, type Roster } from './targets.ts';
import { nextWorkingMoment } from './working-moment.ts';

interface Entry { incidentId: string; key: string; params: Record<string, string | number> }
/** What advancing comes to, gathered for many runs and written at once. */
interface Outcome { pages: Page[]; timers: NewTimer[]; entries: Entry[]; cards: Set<string>; channels: { incidentId: string; key: string; minutes: number }[]; runs: { run: LiveRun; policy: Policy; standing: Standing; done: boolean; passedOver: number[] }[] }

/**
 * Carries out what is due of these runs: chooses policies, finds people, queues their pages, writes the next due
 * moments. Many runs cost a handful of statements. @param forced runs whose next step comes now, due or not
 */
export async function advance(tx: Tx, runIds: readonly string[], forced: ReadonlySet<string> = new Set()): Promise<void> {
  const runs = await loadRuns(tx, runIds);
  await advancePages(tx, runs.filter((run) => run.kind === 'page'));
  // They were locked in the order of their ids; the worst is told first.
  const ladders = runs.filter((run) => run.kind === 'ladder').toSorted((a, b) => rank(a.severity) - rank(b.severity));
  if (ladders.length === 0) return;
  const chosen = await choosePolicies(tx, ladders, tx.now);
  const policyOf = (run: LiveRun): Policy => run.policy ?? chosen.get(run.id)!;
  const roster = await loadRoster(tx, teamsOf(ladders, policyOf), {
    admins: ladders.some((run) => run.round > 1 || run.next_step >= policyOf(run).steps.length),
    extraUsers: ladders.flatMap((run) => policyOf(run).steps.flatMap((step) => step.targets.flatMap((target) => (target.kind === 'USER' ? [target.user] : [])))),
    steps: ladders.flatMap((run) => policyOf(run).steps),
  });
  const outcome: Outcome = { pages: [], timers: [], entries: [], cards: new Set(), channels: [], runs: [] };
  for (const run of ladders) climb(run, policyOf(run), roster, tx.now, forced.has(run.id), outcome);
  await write(tx, outcome, chosen);
  await pageLastResort(tx, outcome.runs.filter(({ run, policy, standing }) => policy.steps.length > 0 && standing.nextStep >= policy.steps.length && urgencyNow(run, tx.now) === 'high').map(({ run }) => run));
}

const teamsOf = (runs: readonly LiveRun[], policyOf: (run: LiveRun) => Policy): string[] => [...new Set(runs.flatMap((run) => [
  run.team_id, ...policyOf(run).steps.flatMap((step) => step.targets.flatMap((target) => ('team' in target && target.team !== undefined ? [target.team] : []))),
]))];

/**
 * One run, as far as it goes now. A step that finds nobody fires the next one at once; later times stay. Who passed on
 * is not found again in that round, nor by the steps that are called for now.
 */
function climb(run: LiveRun, policy: Policy, roster: Roster, now: Date, forced: boolean, outcome: Outcome): void {
  const isHigh = urgencyNow(run, now) === 'high';
  let standing: Standing = { nextStep: run.next_step, round: run.round, roundBeganAt: (run.round_began_at ?? run.began_at).getTime(), endedEarlyAt: run.ended_early_at?.getTime() };
  let force = forced;
  let nextAt: number | undefined;
  const passedOver: number[] = [];
  const passed = new Set(run.passed_on);
  // A round in which every step finds nobody ends here, not in a loop.
  for (let guard = 0; guard <= policy.steps.length; guard++) {
    const plan = advancePlan(policy, standing, now.getTime(), { isHigh, force });
    ({ standing, nextAt } = plan);
    let foundSomebody = plan.due.length === 0;
    for (const { step, round } of plan.due) {
      const wait = isHigh ? undefined : waitsForMorning(run, policy, step, now);
      if (wait !== undefined) { standing = { ...standing, nextStep: step, round }; nextAt = wait; foundSomebody = true; break; }
      if (carryOut(run, policy, step, round, roster, forced || round === run.round ? passed : new Set(), isHigh, now, outcome)) foundSomebody = true;
      else passedOver.push(step + 1);
    }
    if (foundSomebody || standing.nextStep >= policy.steps.length) break;
    force = true;
  }
  outcome.runs.push({ run, policy, standing, done: nextAt === undefined, passedOver });
  if (nextAt !== undefined) outcome.timers.push({ kind: 'escalate', subject: run.id, dueAt: new Date(nextAt), urgency: rank(run.severity) });
}

/** Low urgency does not ring at night: when the step may be carried out, if not now. */
function waitsForMorning(run: LiveRun, policy: Policy, step: number, now: Date): number | undefined {
  if (!policy.steps[step]!.working_hours_only || inWorkingHours(run.working_hours, run.time_zone, now)) return undefined;
  return nextWorkingMoment(run.working_hours, run.time_zone, now)?.getTime();
}

function carryOut(run: LiveRun, policy: Policy, index: number, round: number, roster: Roster, passed: ReadonlySet<string>, isHigh: boolean, now: Date, outcome: Outcome): boolean {
  const step = policy.steps[index]!;
  const isInHours = inItsHours(step, run, isHigh, now);
  const reached: Reached = reach(isInHours ? step : { targets: [] }, run.team_id, roster, passed);
  // Nobody answered a whole round: from now on every administrator hears of it too.
  if (round > 1 && isHigh) for (const id of roster.admins) if (!reached.how.has(id) && !passed.has(id)) { reached.how.set(id, 'ADMINS'); reached.userIds.push(id); }
  const common = {
    incidentId: run.incident_id, runId: run.id, slot: `${round}.${index}`, urgency: isHigh ? 'high' as const : 'low' as const,
    means: step.means as readonly MeansName[] | null, shadow: run.team_state === 'shadow', rank: rank(run.severity),
  };
  const why = (how: string) => ({ team: run.team_name, policy: policy.name, version: policy.version, step: index + 1, round, target: how, reason: run.reason });
  for (const userId of reached.userIds) outcome.pages.push({ ...common, userId, why: { ...why(reached.how.get(userId)!), ...reached.onCallWhy.get(userId) } });
  for (const email of reached.emails) outcome.pages.push({ ...common, userId: null, email, why: why('EMAIL') });
  if (round > 1 && index === 0) {
    const minutes = Math.round((now.getTime() - run.began_at.getTime()) / 60_000);
    outcome.entries.push({ incidentId: run.incident_id, key: 'incidents.ladder_again', params: { round } });
    outcome.channels.push({ incidentId: run.incident_id, key: `nobody:${run.id}:${round}`, minutes });
  } else if (reached.channel) outcome.channels.push({ incidentId: run.incident_id, key: `channel:${run.id}:${round}.${index}`, minutes: Math.round((now.getTime() - run.began_at.getTime()) / 60_000) });
  const found = reached.userIds.length + reached.emails.length;
  outcome.entries.push(found > 0
    ? { incidentId: run.incident_id, key: 'incidents.step', params: { step: index + 1, people: [...reached.userIds, ...reached.emails].join(' ') } as never }
    : { incidentId: run.incident_id, key: isInHours ? 'incidents.step_nobody' : 'policies.step_out_of_hours', params: { step: index + 1 } });
  outcome.cards.add(run.incident_id);
  return found > 0 || reached.channel;
}

async function write(tx: Tx, outcome: Outcome, chosen: ReadonlyMap<string, Policy>): Promise<void> {
  await queuePages(tx, outcome.pages);
  const fresh = outcome.runs;
  await tx.sql`
    update runs r set next_step = n.next_step, round = n.round, round_began_at = n.round_began_at, ended_early_at = n.ended_early_at, policy = coalesce(r.policy, n.policy), policy_name = coalesce(r.policy_name, n.name),
      passed_on = case when r.round = n.round then r.passed_on else '{}' end,
      passed_over = case when r.round = n.round then r.passed_over else '{}' end || string_to_array(n.passed_over, ' ')::int[],
      ended_at = case when n.done and not n.has_steps then ${tx.now}::timestamptz end, end_reason = case when n.done and not n.has_steps then 'card only' end
    from unnest(${fresh.map((f) => f.run.id)}::uuid[], ${fresh.map((f) => f.standing.nextStep)}::int[], ${fresh.map((f) => f.standing.round)}::int[], ${list(fresh.map((f) => new Date(f.standing.roundBeganAt)))}::timestamptz[],
      ${list(fresh.map((f) => (f.standing.endedEarlyAt === undefined ? null : new Date(f.standing.endedEarlyAt))))}::timestamptz[],
      ${fresh.map((f) => (chosen.has(f.run.id) ? json(f.policy) : null))}::jsonb[], ${fresh.map((f) => f.policy.name)}::text[], ${list(fresh.map((f) => f.done))}::boolean[], ${list(fresh.map((f) => f.policy.steps.length > 0))}::boolean[], ${fresh.map((f) => f.passedOver.join(' '))}::text[]) n(id, next_step, round, round_began_at, ended_early_at, policy, name, done, has_steps, passed_over)
    -- Named twice, so that they are found in the index however the other list is guessed.
    where r.id = n.id and r.id = any(${fresh.map((f) => f.run.id)}::uuid[])`;
  await setTimers(tx.sql, outcome.timers);
  const names = await namesOf(tx, outcome.entries);
  const entries = outcome.entries.map((entry) => ({ ...entry, params: named(entry.params, names) }));
  if (entries.length > 0) await tx.sql`
    insert into timeline (incident_id, at, kind, actor_name, key, params)
    select incident_id, ${tx.now}, 'escalated', ${nameOf(tx.actor)}, key, params from unnest(${entries.map((e) => e.incidentId)}::uuid[], ${entries.map((e) => e.key)}::text[], ${entries.map((e) => json(e.params))}::jsonb[]) e(incident_id, key, params)`;
  await redrawCards(tx, outcome.cards);
  if (outcome.channels.length > 0) await tx.queue.send(tx.sql, outcome.channels.map(({ incidentId, key, minutes }) => ({ name: 'tell-channel' as const, payload: { incidentId, key, minutes }, options: { key } })));
}

async function namesOf(tx: Tx, entries: readonly Entry[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap(({ params }) => String(params.people ?? '').split(' ')))].filter((word) => /^[0-9a-f-]{36}$/.test(word));
  if (ids.length === 0) return new Map();
  return new Map((await tx.sql<{ id: string; username: string }[]>`select id, username from users where id = any(${ids}::uuid[])`).map((row) => [row.id, row.username]));
}

function named({ people, ...params }: Record<string, string | number>, names: ReadonlyMap<string, string>): Record<string, string | number> {
  return people === undefined ? params : { ...params, names: String(people).split(' ').map((word) => names.get(word) ?? word).join(', ') };
}
