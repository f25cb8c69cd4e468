import type { Context } from '../../context.ts';
import type { Receipt } from '../incidents/notifications-of.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { UrgencyRule } from '../services/schema.ts';
import { urgencyOf } from '../services/urgency.ts';
import type { Severity } from '../severity.ts';
import type { Policy } from './policies/policy.ts';
import { inItsHours } from './step-hours.ts';
import { loadRoster, reach, type Roster } from './targets.ts';

/** Somebody who was told, by the means that got furthest. */
export interface PagedPerson { name: string; means: 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK'; status: Receipt; at: Date; /** Of chat that has it in the console alone: what the other platform said, its name first. */ refused?: string }
export interface EscalationState {
  /** Of the newest run, in the order in which they were paged. */
  paged: PagedPerson[];
  /** When the ladder goes on; null when it does not by itself. */
  nextAt: Date | null;
  /** Who is next: usernames, addresses, or the team whose channel it is; empty when the ladder starts over. */
  nextWho: string[];
  /** Steps of this round, from 1, that found nobody: the next one came at once. */
  foundNobody: number[];
  /** The team is in shadow: nothing is sent. */
  isShadow: boolean;
}
/** The newest run of an incident, and which of its facts there are to be read at all. */
export interface Run { incident_id: string; id: string | null; next_step: number; policy: Policy | null; ended_at: Date | null; next_at: Date | null; passed_over: number[] | null; passed_on: string[] | null; working_hours: WorkingHours; time_zone: string; severity: Severity; rule: UrgencyRule; team_id: string; team_name: string; state: string; has_pages: boolean; has_rooms: boolean }

/** More names than these say no more. */
const mostNames = 5;

/** Where one incident's escalation stands. */
export const escalationState = async (ctx: Context, incidentId: string): Promise<EscalationState> => (await statesOf(ctx, await newestRuns(ctx, [incidentId]))).get(incidentId)!;

/** One for each incident, also where it has none yet; unknown ones are left out. */
export const newestRuns = ({ sql }: Context, incidentIds: readonly string[]): PromiseLike<Run[]> => sql<Run[]>`
  select i.id as incident_id, r.id, r.next_step, r.policy, r.ended_at, (select due_at from timers where kind = 'escalate' and subject = r.id) as next_at, r.passed_over, r.passed_on, t.working_hours, t.time_zone, i.severity, s.urgency as rule, t.id as team_id, t.name as team_name, t.state,
    -- One by one in their indexes: a plan made while there were few would read all of them.
    coalesce((select true from notifications where incident_id = i.id and is_page order by created_at limit 1), false) as has_pages, coalesce((select true from rooms where incident_id = i.id limit 1), false) as has_rooms
  from incidents i join teams t on t.id = i.team_id join services s on s.id = i.service_id
  left join lateral (select * from runs r where r.incident_id = i.id and r.kind = 'ladder' order by r.number desc limit 1) r on true
  where i.id = any(${incidentIds as string[]}::uuid[])`;

/**
 * Where escalation stands: who was paged with which receipt, who is next and when. For cards; asks no permission.
 * Many incidents cost as many statements as one. @returns by incident
 */
export async function statesOf(ctx: Context, runs: readonly Run[]): Promise<Map<string, EscalationState>> {
  const withPages = runs.filter((run) => run.has_pages).map((run) => run.incident_id);
  const paged = withPages.length === 0 ? [] : await ctx.sql<(Omit<PagedPerson, 'refused'> & { incident_id: string; refused: string | null })[]>`
    select incident_id, name, means, status, at, refused from (
      select distinct on (n.incident_id, coalesce(u.username, n.address)) n.incident_id, coalesce(u.username, n.address) as name, n.means, n.status, case when n.means = 'CHAT' and n.status = 'delivered' then n.error end as refused,
        coalesce(n.acted_at, n.finished_at, n.sent_at, n.created_at) as at, min(n.created_at) over (partition by n.incident_id, coalesce(u.username, n.address)) as first
      from notifications n left join users u on u.id = n.user_id left join runs r on r.id = n.run_id
      where n.incident_id = any(${withPages}::uuid[]) and n.is_page and n.status <> 'dropped' and (n.run_id = any(${runs.flatMap((run) => run.id ?? [])}::uuid[]) or r.kind = 'page')
      order by n.incident_id, coalesce(u.username, n.address), array_position(array['acted','delivered','accepted','sent','sending','failed','shadow','dead','queued'], case when n.means = 'CHAT' and n.status = 'delivered' and n.error is not null then 'sent' else n.status end), n.means <> 'CHAT' desc, n.created_at desc
    ) told order by first, name`;
  const told = Map.groupBy(paged, (person) => person.incident_id);
  const next = await whoIsNext(ctx, runs.filter((run) => run.id !== null && run.ended_at === null && (run.policy === null || run.next_step < run.policy.steps.length)));
  return new Map(runs.map((run) => [run.incident_id, {
    paged: (told.get(run.incident_id) ?? []).map(({ name, means, status, at, refused }) => ({ name, means, status, at, ...(refused === null ? {} : { refused }) })),
    nextAt: run.id !== null && run.ended_at === null ? run.next_at : null, nextWho: next.get(run.incident_id) ?? [], foundNobody: [...new Set(run.passed_over ?? [])], isShadow: run.state === 'shadow',
  }]));
}

/** The people of the next step that finds any, as `advance` will: a step without people fires the one after it. */
async function whoIsNext(ctx: Context, runs: readonly Run[]): Promise<Map<string, string[]>> {
  if (runs.length === 0) return new Map();
  const steps = runs.flatMap((run) => run.policy?.steps.slice(run.next_step) ?? []);
  const targets = steps.flatMap((step) => step.targets);
  const teams = [...new Set([...runs.map((run) => run.team_id), ...targets.flatMap((target) => ('team' in target && target.team !== undefined ? [target.team] : []))])];
  const roster = await loadRoster(ctx, teams, { admins: false, extraUsers: targets.flatMap((target) => (target.kind === 'USER' ? [target.user] : [])), steps });
  return new Map(runs.map((run) => [run.incident_id, [...new Set(nextOf(run, roster).map((word) => roster.names.get(word) ?? word))]]));
}

/** Ids of people, bare addresses, or the team's name for its channel. */
function nextOf(run: Run, roster: Roster): string[] {
  // A run that has not begun to climb has no policy yet; whichever it takes, the on-call is first.
  if (run.policy === null) return [roster.onCall.get(run.team_id)?.get(1)].filter((id) => id !== undefined);
  const passed = new Set(run.passed_on);
  for (const step of run.policy.steps.slice(run.next_step)) {
    if (run.next_at !== null && !inItsHours(step, run, isHighAt(run, run.next_at), run.next_at)) continue;
    const { userIds, emails, channel } = reach(step, run.team_id, roster, passed);
    const words = [...userIds.slice(0, mostNames), ...emails, ...(channel ? [run.team_name] : [])];
    if (words.length > 0) return words;
  }
  return [];
}

const isHighAt = ({ severity, rule, working_hours: workingHours, time_zone: zone }: Run, instant: Date): boolean => urgencyOf({ severity, rule, workingHours, zone, instant }) === 'high';
