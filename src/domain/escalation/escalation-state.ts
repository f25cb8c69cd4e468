import type { Context } from '../../context.ts';
import type { Policy } from './policies/policy.ts';
import type { Target } from './policies/step.ts';
import { onCallOf } from '../oncall/who-is-on-call.ts';
import type { Receipt } from '../incidents/notifications-of.ts';

/** Somebody who was told, by the means that got furthest. */
export interface PagedPerson { name: string; means: 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK'; status: Receipt; at: Date }
export interface EscalationState {
  /** Of the newest run, in the order in which they were paged. */
  paged: PagedPerson[];
  /** When the ladder goes on; null when it does not by itself. */
  nextAt: Date | null;
  /** Who is next: usernames, addresses, or the team whose channel it is; empty when the ladder starts over. */
  nextWho: string[];
  /** The team is in shadow: nothing is sent. */
  isShadow: boolean;
}
interface Run { id: string; next_step: number; round: number; policy: Policy | null; ended_at: Date | null; next_at: Date | null }

/** Where escalation stands: who was paged with which receipt, who is next and when. For cards; asks no permission. */
export async function escalationState(ctx: Context, incidentId: string): Promise<EscalationState> {
  const { sql } = ctx;
  const [team] = await sql<{ id: string; name: string; state: string }[]>`select t.id, t.name, t.state from incidents i join teams t on t.id = i.team_id where i.id = ${incidentId}`;
  const [run] = await sql<Run[]>`
    select r.id, r.next_step, r.round, r.policy, r.ended_at, d.due_at as next_at from runs r left join timers d on d.kind = 'escalate' and d.subject = r.id
    where r.incident_id = ${incidentId} and r.kind = 'ladder' order by r.number desc limit 1`;
  const paged = await sql<PagedPerson[]>`
    select name, means, status, at from (
      select distinct on (coalesce(u.username, n.address)) coalesce(u.username, n.address) as name, n.means, n.status,
        coalesce(n.acted_at, n.finished_at, n.sent_at, n.created_at) as at, min(n.created_at) over (partition by coalesce(u.username, n.address)) as first
      from notifications n left join users u on u.id = n.user_id left join runs r on r.id = n.run_id
      where n.incident_id = ${incidentId} and n.is_page and n.status <> 'dropped' and (n.run_id = ${run?.id ?? null} or r.kind = 'page')
      order by coalesce(u.username, n.address), array_position(array['acted','delivered','accepted','sent','sending','failed','shadow','dead','queued'], n.status), n.means <> 'CHAT' desc, n.created_at desc
    ) told order by first, name`;
  const live = run !== undefined && run.ended_at === null;
  return { paged: [...paged], nextAt: live ? run.next_at : null, nextWho: live && team ? await whoIsNext(ctx, run, team) : [], isShadow: team?.state === 'shadow' };
}

/** The people of the next step that finds any, as `advance` will: a step without people fires the one after it. */
async function whoIsNext(ctx: Context, run: Run, team: { id: string; name: string }): Promise<string[]> {
  // A run that has not begun to climb has no policy yet; whichever it takes, the on-call is first.
  if (run.policy === null) return onCall(ctx, team.id, 1);
  for (const step of run.policy.steps.slice(run.next_step)) {
    const names = await Promise.all(step.targets.map((target) => namesOf(ctx, target, team)));
    if (names.flat().length > 0) return [...new Set(names.flat())];
  }
  return [];
}

async function namesOf(ctx: Context, target: Target, own: { id: string; name: string }): Promise<string[]> {
  switch (target.kind) {
    case 'EMAIL': return [target.address];
    case 'CHANNEL': return [own.name];
    case 'USER': return (await ctx.sql<{ username: string }[]>`select username from users where id = ${target.user} and is_active`).map((row) => row.username);
    case 'ON_CALL': return onCall(ctx, target.team ?? own.id, target.level);
    case 'MANAGERS': case 'TEAM': return (await ctx.sql<{ username: string }[]>`
      select u.username from team_members m join users u on u.id = m.user_id and u.is_active
      where m.team_id = ${target.team ?? own.id} and (m.role = 'manager' or ${target.kind === 'TEAM'}) order by m.position limit 5`).map((row) => row.username);
  }
}
const onCall = async (ctx: Context, teamId: string, level: number): Promise<string[]> => {
  const person = await onCallOf(ctx, teamId, level);
  return person === undefined ? [] : [person.username];
};
