import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import { onCallOf } from '../../oncall/who-is-on-call.ts';
import { findTeam } from '../../people/find-team.ts';
import { teamMembers, teams, users } from '../../people/schema.ts';
import { plainUrgency } from '../../services/urgency.ts';
import { policyFor, severityTyped } from './find-policy.ts';
import type { Policy } from './policy.ts';
import { simulatePolicy, type Cast, type SimulatedLine } from './simulate-policy.ts';

/**
 * Who would be told, when and how, if the team had an incident of the severity now. Tells nobody.
 * @throws AppError forbidden, not_found (team), invalid (severity)
 */
export async function testPolicy(ctx: Context, teamRef: string, severity: string): Promise<{ policy: Policy; lines: SimulatedLine[] }> {
  demand(ctx, 'view_escalation');
  const wanted = severityTyped(severity);
  const team = await findTeam(ctx, teamRef);
  const policy = await policyFor(ctx, team.id, wanted, plainUrgency(wanted));
  return { policy, lines: simulatePolicy(policy, await castFor(ctx, policy, team)) };
}

async function castFor(ctx: Context, policy: Policy, team: { id: string; name: string }): Promise<Cast> {
  const targets = policy.steps.flatMap((step) => step.targets);
  const teamIds = [...new Set([team.id, ...targets.flatMap((target) => ('team' in target && target.team !== undefined ? [target.team] : []))])];
  const userIds = targets.flatMap((target) => (target.kind === 'USER' ? [target.user] : []));

  const people = await ctx.db.select({ teamId: teamMembers.teamId, role: teamMembers.role, username: users.username }).from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId)).where(and(inArray(teamMembers.teamId, teamIds), eq(users.isActive, true))).orderBy(teamMembers.position);
  const named = [
    ...await ctx.db.select({ id: teams.id, name: teams.name }).from(teams).where(inArray(teams.id, teamIds)),
    ...(userIds.length === 0 ? [] : await ctx.db.select({ id: users.id, name: users.username }).from(users).where(inArray(users.id, userIds))),
  ];
  const onCall = new Map<string, string[]>();
  for (const target of targets) {
    if (target.kind !== 'ON_CALL') continue;
    const of = target.team ?? team.id;
    const person = await onCallOf(ctx, of, target.level);
    onCall.set(`${of} ${target.level}`, person ? [person.username] : []);
  }
  const within = (teamId: string) => people.filter((person) => person.teamId === teamId);
  return {
    ownTeam: team,
    names: new Map(named.map(({ id, name }) => [id, name])),
    onCall: (teamId, level) => onCall.get(`${teamId} ${level}`) ?? [],
    members: (teamId) => within(teamId).map((person) => person.username),
    managers: (teamId) => within(teamId).filter((person) => person.role === 'manager').map((person) => person.username),
  };
}
