import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';

/**
 * Takes someone out of a team. A pin stays: whoever is on call stays so until unpinned or rotated, or nobody would be.
 * @throws AppError forbidden, not_found (not a member)
 */
export async function removeMember(ctx: Context, input: { teamId: string; userId: string }): Promise<void> {
  const { teamId, userId } = input;
  demandForTeam(ctx, 'change_team', teamId);

  await transaction(ctx, async (tx) => {
    const [named] = await tx.sql<{ team: string | null; username: string | null }[]>`
      select (select name from teams where id = ${teamId}) as team, (select username from users where id = ${userId}) as username`;
    const [gone] = await tx.sql`delete from team_members where team_id = ${teamId} and user_id = ${userId} returning user_id`;
    const { team, username } = named!;
    if (!gone) throw notFound('people.not_a_member', { name: username ?? userId, team: team ?? teamId });
    await audit(tx, { action: 'team.member_removed', object: { kind: 'team', id: teamId, label: team ?? teamId }, detail: { user: username } });
  });
}
