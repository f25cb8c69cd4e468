import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import type { OnCallPerson } from './pin.ts';

/** Who answers for a team at an instant, and why; `userId` null: nobody does. */
export interface OnCall {
  teamId: string;
  teamName: string;
  /** 1 answers first, 2 is the backup. */
  level: number;
  userId: string | null;
  username: string | null;
  why: { key: TextKey; params: TextParams };
}
interface Row { teamId: string; teamName: string; userId: string | null; username: string | null; isActive: boolean | null }

/**
 * Who is on call, for all teams or some, in one query, by name of the team. Disabled people do not count.
 * @throws AppError forbidden
 */
export async function whoIsOnCall(ctx: Context, which: { teamIds?: readonly string[] | undefined } = {}): Promise<OnCall[]> {
  demand(ctx, 'view_schedule');

  return answer(ctx, which.teamIds);
}

/** Whoever is on call for one team at a level, for verbs that have asked for their own permission; undefined when nobody is. */
export async function onCallOf(ctx: Context, teamId: string, level = 1): Promise<OnCallPerson | undefined> {
  const found = (await answer(ctx, [teamId])).find((row) => row.level === level && row.userId !== null);
  return found && { userId: found.userId!, username: found.username! };
}

async function answer({ sql }: Context, teamIds: readonly string[] | undefined): Promise<OnCall[]> {
  const rows = await sql<Row[]>`
    select t.id as "teamId", t.name as "teamName", u.id as "userId", u.username, u.is_active as "isActive"
    from teams t left join users u on u.id = t.current_on_call
    ${teamIds === undefined ? sql`` : sql`where t.id = any(${teamIds as string[]}::uuid[])`} order by lower(t.name)`;
  return rows.map(({ isActive, ...row }) => {
    if (isActive) return { ...row, level: 1, why: { key: 'oncall.pinned', params: {} } };
    const why: OnCall['why'] = row.username === null ? { key: 'oncall.nobody', params: {} } : { key: 'oncall.pinned_inactive', params: { name: row.username } };
    return { ...row, level: 1, userId: null, username: null, why };
  });
}
