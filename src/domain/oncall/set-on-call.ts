import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { activePerson } from './active-person.ts';
import { lockTeam, pin, type Handing } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';
import { onCallOf } from './who-is-on-call.ts';

/**
 * Pins a person as a team's on-call; the pin wins until it is taken off or rotated. It need not be a member.
 * @returns who answered before and who it is now, and whether that is no member
 * @throws AppError forbidden, not_found, conflict (the account is disabled)
 */
export async function setOnCall(ctx: Context, input: { teamId: string; userId: string }): Promise<Handing> {
  demandForTeam(ctx, 'change_schedule', input.teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, input.teamId);
    const after = await activePerson(tx, input.userId);
    const before = await onCallOf(tx, team.id) ?? null;
    if (team.current?.userId !== after.userId) {
      await pin(tx, team, after);
      await audit(tx, { action: 'oncall.pinned', object: { kind: 'team', id: team.id, label: team.name }, detail: { before: team.current?.username ?? null, after: after.username } });
      await turnsChanged(tx, [team.id]);
    }
    const [member] = await tx.sql`select 1 from team_members where team_id = ${team.id} and user_id = ${after.userId}`;
    return { teamId: team.id, teamName: team.name, before, after, isStranger: member === undefined };
  });
}
