import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { findTeam } from './find-team.ts';
import { peopleOf, type Member } from './people-of.ts';
import type { Team } from './schema.ts';

/** One team with its members in their order. @throws AppError forbidden, not_found with the nearest names */
export async function showTeam(ctx: Context, ref: string): Promise<{ team: Team; members: Member[] }> {
  demand(ctx, 'view_team');

  const team = await findTeam(ctx, ref);
  return { team, members: await peopleOf(ctx, [team.id]) };
}
