import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { findUser } from './find-user.ts';
import { orderMembers } from './order-members.ts';
import { peopleOf } from './people-of.ts';
import { removeMember } from './remove-member.ts';
import { setMember } from './set-member.ts';

/**
 * Gives a team exactly these members, in this order; who stays keeps the role unless `managers` says otherwise.
 * @param who.members ids or usernames; absent: as they are
 * @param who.managers those of them who manage it; absent: as they are
 * @throws AppError forbidden, not_found, conflict (an account is disabled)
 */
export async function setMembers(ctx: Context, teamId: string, who: { members?: readonly string[] | undefined; managers?: readonly string[] | undefined }): Promise<void> {
  demandForTeam(ctx, 'change_team', teamId);

  await transaction(ctx, async (tx) => {
    const idsOf = async (refs: readonly string[]): Promise<string[]> => {
      const ids: string[] = [];
      for (const ref of refs) ids.push((await findUser(tx, ref)).id);
      return [...new Set(ids)];
    };
    const before = await peopleOf(tx, [teamId]);
    const managers = who.managers && await idsOf(who.managers);
    const members = who.members ? await idsOf(who.members) : before.map(({ userId }) => userId);
    const all = [...members, ...(managers ?? []).filter((id) => !members.includes(id))];
    for (const { userId } of before) if (!all.includes(userId)) await removeMember(tx, { teamId, userId });
    for (const userId of all) await setMember(tx, { teamId, userId, role: managers === undefined ? undefined : managers.includes(userId) ? 'manager' : 'member' });
    if (all.length > 0) await orderMembers(tx, teamId, all);
  });
}
