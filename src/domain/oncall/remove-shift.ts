import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { demandTurn } from './demand-turn.ts';
import { findShift, type ShiftLine } from './find-shift.ts';
import { lockTeam } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';

/** Takes an entry out of the schedule. @returns what it was @throws AppError forbidden, not_found */
export async function removeShift(ctx: Context, id: string): Promise<ShiftLine> {
  demand(ctx, 'view_schedule');
  const seen = await findShift(ctx, id);
  await demandTurn(ctx, 'delete_schedule', seen.teamId, [seen.userId]);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, seen.teamId);
    const was = await findShift(tx, id);
    await demandTurn(tx, 'delete_schedule', was.teamId, [was.userId]);
    await tx.sql`delete from shifts where id = ${id}`;
    await turnsChanged(tx, [was.teamId]);
    await audit(tx, { action: 'schedule.removed', object: { kind: 'schedule', id, label: team.name }, detail: { user: was.username, level: was.level, from: was.startsAt, to: was.endsAt } });
    return was;
  });
}
