import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '../../../context.ts';
import { whoAnswers, type OnCall } from '../../oncall/who-is-on-call.ts';
import { teamMembers, teams, users, type Team } from '../../people/schema.ts';
import type { Policy } from './policy.ts';
import type { Cast } from './simulate-policy.ts';

/** The people behind a policy's targets, as teams and schedules stand now. Asks no permission. */
export async function castOf(ctx: Context, policy: Pick<Policy, 'steps'>, team: Team): Promise<Cast> {
  const targets = policy.steps.flatMap((step) => step.targets);
  const teamIds = [...new Set([team.id, ...targets.flatMap((target) => ('team' in target && target.team !== undefined ? [target.team] : []))])];
  const userIds = targets.flatMap((target) => (target.kind === 'USER' ? [target.user] : []));

  const people = await ctx.db.select({ teamId: teamMembers.teamId, role: teamMembers.role, username: users.username }).from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId)).where(and(inArray(teamMembers.teamId, teamIds), eq(users.isActive, true))).orderBy(teamMembers.position);
  const named = userIds.length === 0 ? [] : await ctx.db.select({ id: users.id, name: users.username, isActive: users.isActive }).from(users).where(inArray(users.id, userIds));
  const groups = await ctx.db.select({ id: teams.id, name: teams.name }).from(teams).where(inArray(teams.id, teamIds));

  const answers = new Map<number, Promise<OnCall[]>>();
  const answersAt = (at: Date): Promise<OnCall[]> => {
    const known = answers.get(at.getTime()) ?? whoAnswers(ctx, { teamIds, at });
    answers.set(at.getTime(), known);
    return known;
  };
  const within = (teamId: string) => people.filter((person) => person.teamId === teamId);
  return {
    ownTeam: team,
    names: new Map([...groups, ...named].map(({ id, name }) => [id, name])),
    async onCall(teamId, level, at) {
      const found = (await answersAt(at)).find((row) => row.teamId === teamId && row.level === level);
      return found === undefined || found.username === null ? undefined : { username: found.username, why: found.why };
    },
    members: (teamId) => within(teamId).map((person) => person.username),
    managers: (teamId) => within(teamId).filter((person) => person.role === 'manager').map((person) => person.username),
    isActive: (userId) => named.some(({ id, isActive }) => id === userId && isActive),
  };
}
