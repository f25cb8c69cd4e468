import type { Context } from '../../context.ts';

export interface Member {
  teamId: string;
  userId: string;
  username: string;
  isActive: boolean;
  role: 'member' | 'manager';
  position: number;
}

/** The members of one or several teams, in the order in which the on-call rotates; those whose account is disabled included. */
export async function peopleOf(ctx: Context, teamIds: readonly string[]): Promise<Member[]> {
  return [...await ctx.sql<Member[]>`
    select m.team_id as "teamId", m.user_id as "userId", u.username, u.is_active as "isActive", m.role, m.position
    from team_members m join users u on u.id = m.user_id
    where m.team_id = any(${teamIds as string[]}::uuid[]) order by m.team_id, m.position, u.username`];
}
