import type { Context } from '../../context.ts';
import { demand, may } from '../../permissions.ts';
import { whoIsOnCall } from './who-is-on-call.ts';
import { findTeam } from '../people/find-team.ts';
import { listTeams } from '../people/list-teams.ts';
import { peopleOf } from '../people/people-of.ts';
import type { Team } from '../people/schema.ts';

/** A team as it is shown: with its people by name, in the order in which the on-call rotates. */
export interface TeamLine extends Team {
  members: string[];
  managers: string[];
  /** Who answers now; null: nobody, or the reader may not see it. */
  onCall: string | null;
}

/** Teams by name, with their people. @throws AppError forbidden */
export async function listTeamLines(ctx: Context, filters: { search?: string | undefined } = {}): Promise<TeamLine[]> {
  return withPeople(ctx, (await listTeams(ctx, filters)).rows);
}

/** One team by id, name or slug. @throws AppError forbidden, not_found */
export async function showTeamLine(ctx: Context, ref: string): Promise<TeamLine> {
  demand(ctx, 'view_team');
  return teamLine(ctx, ref);
}

/** The same for whoever has just changed the team, and so need not ask again. @throws AppError not_found */
export async function teamLine(ctx: Context, ref: string): Promise<TeamLine> {
  return (await withPeople(ctx, [await findTeam(ctx, ref)]))[0]!;
}

async function withPeople(ctx: Context, teams: readonly Team[]): Promise<TeamLine[]> {
  const teamIds = teams.map(({ id }) => id);
  const people = Map.groupBy(await peopleOf(ctx, teamIds), (person) => person.teamId);
  const onCall = may(ctx.actor, 'view_schedule') ? await whoIsOnCall(ctx, { teamIds }) : [];
  return teams.map((team) => {
    const mine = people.get(team.id) ?? [];
    return {
      ...team,
      members: mine.map(({ username }) => username),
      managers: mine.filter(({ role }) => role === 'manager').map(({ username }) => username),
      onCall: onCall.find(({ teamId, level }) => teamId === team.id && level === 1)?.username ?? null,
    };
  });
}
