import type { Tx } from '../../context.ts';
import { notFound } from '../../errors.ts';

export interface OnCallPerson { userId: string; username: string }
/** The on-call of a team went from one person to another. */
export interface Handing { teamId: string; teamName: string; before: OnCallPerson | null; after: OnCallPerson | null; /** Who answers now is no member of the team. */ isStranger?: boolean }
export interface LockedTeam { id: string; name: string; current: OnCallPerson | null }

/** A team and who is pinned, locked: changes of one team's on-call go one after the other. @throws AppError not_found */
export async function lockTeam(tx: Tx, teamId: string): Promise<LockedTeam> {
  const [team] = await tx.sql<{ name: string; userId: string | null; username: string | null }[]>`
    select t.name, u.id as "userId", u.username from teams t left join users u on u.id = t.current_on_call
    where t.id = ${teamId} for no key update of t`;
  if (!team) throw notFound('errors.unknown_team', { name: teamId });
  return { id: teamId, name: team.name, current: team.userId === null ? null : { userId: team.userId, username: team.username! } };
}

export async function pin(tx: Tx, team: LockedTeam, person: OnCallPerson | null): Promise<void> {
  await tx.sql`update teams set current_on_call = ${person?.userId ?? null} where id = ${team.id}`;
}
