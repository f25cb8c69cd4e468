import type { Context } from '../../context.ts';
import { invalid, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { peopleOf } from './people-of.ts';

/**
 * Puts the members of a team into the order in which `/oncall rotate` walks.
 * @param userIds every member, exactly once
 * @throws AppError forbidden, not_found, invalid
 */
export async function orderMembers(ctx: Context, teamId: string, userIds: readonly string[]): Promise<void> {
  demandForTeam(ctx, 'change_team', teamId);

  await transaction(ctx, async (tx) => {
    const [team] = await tx.sql<{ name: string }[]>`select name from teams where id = ${teamId} for no key update`;
    if (!team) throw notFound('errors.unknown_team', { name: teamId });
    const members = new Map((await peopleOf(tx, [teamId])).map((member) => [member.userId, member.username]));
    const complete = userIds.length === members.size && new Set(userIds).size === members.size && userIds.every((id) => members.has(id));
    if (!complete) throw invalid('people.order_incomplete', { names: [...members.values()].join(', ') });
    await tx.sql`
      update team_members m set position = o.position - 1
      from unnest(${userIds as string[]}::uuid[]) with ordinality as o (user_id, position)
      where m.team_id = ${teamId} and m.user_id = o.user_id`;
    await audit(tx, { action: 'team.reordered', object: { kind: 'team', id: teamId, label: team.name }, detail: { order: userIds.map((id) => members.get(id)) } });
  });
}
