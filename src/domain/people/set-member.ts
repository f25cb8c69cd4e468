import { and, eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { teamMembers, teams, users } from './schema.ts';

/**
 * Makes someone a member or manager of a team, at the end of its order, or changes the role of a member.
 * @returns false when nothing changed
 * @throws AppError forbidden, not_found, conflict (the account is disabled)
 */
export async function setMember(ctx: Context, input: { teamId: string; userId: string; role?: 'member' | 'manager' | undefined }): Promise<boolean> {
  const { teamId, userId } = input;
  demandForTeam(ctx, 'change_team', teamId);

  return transaction(ctx, async (tx) => {
    // Locking the team puts changes of its order one after the other.
    const [team] = await tx.db.select({ name: teams.name }).from(teams).where(eq(teams.id, teamId)).for('no key update');
    if (!team) throw notFound('errors.unknown_team', { name: teamId });
    const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for('share');
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });

    const own = and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId));
    const [was] = await tx.db.select().from(teamMembers).where(own);
    const role = input.role ?? was?.role ?? 'member';
    if (was?.role === role) return false;
    if (was) await tx.db.update(teamMembers).set({ role }).where(own);
    else await tx.sql`
      insert into team_members (team_id, user_id, role, position)
      select ${teamId}, ${userId}, ${role}, coalesce(max(position) + 1, 0) from team_members where team_id = ${teamId}`;
    await audit(tx, { action: was ? 'team.role_changed' : 'team.member_added', object: { kind: 'team', id: teamId, label: team.name }, detail: { user: user.username, role } });
    return true;
  });
}
