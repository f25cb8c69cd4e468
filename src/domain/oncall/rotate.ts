import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { peopleOf } from '../people/people-of.ts';
import { lockTeam, pin, type Handing } from './pin.ts';

/**
 * Pins the next active member, in the team's order, after whoever is pinned; after the last comes the first.
 * @param expected whom the button's reader saw on call: a second press, or another's, then changes nothing
 * @returns whom it was and who it is, to be announced
 * @throws AppError forbidden, not_found, conflict (nobody else to rotate to; somebody rotated already)
 */
export async function rotate(ctx: Context, teamId: string, expected?: string | null): Promise<Handing> {
  demandForTeam(ctx, 'change_schedule', teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const { current } = team;
    if (expected !== undefined && expected !== (current?.userId ?? null)) throw conflict('errors.changed_meanwhile');
    const members = await peopleOf(tx, [teamId]);
    const at = members.findIndex((member) => member.userId === current?.userId);
    const next = [...members.slice(at + 1), ...members.slice(0, at + 1)].find((member) => member.isActive && member.userId !== current?.userId);
    if (!next) throw conflict('oncall.nobody_else', { team: team.name });
    const after = { userId: next.userId, username: next.username };
    await pin(tx, team, after);
    await audit(tx, { action: 'oncall.rotated', object: { kind: 'team', id: teamId, label: team.name }, detail: { before: current?.username ?? null, after: after.username } });
    return { teamId, teamName: team.name, before: current, after };
  });
}
