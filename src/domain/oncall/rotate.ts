import type { Context, Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { peopleOf } from '../people/people-of.ts';
import { loadNamedPlans } from './load-plans.ts';
import { answerAt } from './on-call-at.ts';
import { lockTeam, pin, type Handing, type OnCallPerson } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';

/**
 * Pins whoever comes after the person who answers now: in the order of the rotation of level 1 where there is one,
 * otherwise of the team's members; who is disabled is passed over, after the last comes the first.
 * @param expected whom the button's reader saw on call: a second press, or another's, then changes nothing
 * @returns whom it was and who it is, to be announced
 * @throws AppError forbidden, not_found, conflict (nobody else to rotate to; somebody rotated already)
 */
export async function rotate(ctx: Context, teamId: string, expected?: string | null): Promise<Handing> {
  demandForTeam(ctx, 'change_schedule', teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const { before, order } = await standing(tx, teamId);
    if (expected !== undefined && expected !== (before?.userId ?? null)) throw conflict('errors.changed_meanwhile');
    const at = order.findIndex(({ userId }) => userId === before?.userId);
    const after = [...order.slice(at + 1), ...order.slice(0, at + 1)].find(({ userId }) => userId !== before?.userId);
    if (!after) throw conflict('oncall.nobody_else', { team: team.name });
    await pin(tx, team, after);
    await audit(tx, { action: 'oncall.rotated', object: { kind: 'team', id: teamId, label: team.name }, detail: { before: before?.username ?? null, after: after.username } });
    await turnsChanged(tx, [teamId]);
    return { teamId, teamName: team.name, before, after };
  });
}

/** Who answers now at level 1, and the active people in the order of their turns. */
async function standing(tx: Tx, teamId: string): Promise<{ before: OnCallPerson | null; order: OnCallPerson[] }> {
  const [{ plan, names, from }] = await loadNamedPlans(tx, { teamIds: [teamId] }) as [Awaited<ReturnType<typeof loadNamedPlans>>[number]];
  const { userId, by } = answerAt(plan, 1, from);
  const named = (id: string): OnCallPerson => ({ userId: id, username: names.get(id)! });
  const ours = plan.rotations.filter(({ level }) => level === 1);
  const rotation = ours.find(({ id }) => by?.by === 'rotation' && by.id === id) ?? ours[0];
  const order = rotation === undefined
    ? (await peopleOf(tx, [teamId])).filter(({ isActive }) => isActive).map((member) => ({ userId: member.userId, username: member.username }))
    : [...new Set(rotation.members)].filter((id) => plan.active.has(id)).map(named);
  return { before: userId === null ? null : named(userId), order };
}
