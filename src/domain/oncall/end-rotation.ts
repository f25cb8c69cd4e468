import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { demandSomewhere } from '../services/demand-somewhere.ts';
import { findRotation, type RotationLine } from './find-rotation.ts';
import { lockTeam } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';

/** Ends a rotation now; the turns that were had stay in the reports. @returns what it was @throws AppError forbidden, not_found */
export async function endRotation(ctx: Context, id: string): Promise<RotationLine> {
  demandSomewhere(ctx, 'delete_schedule');
  const { teamId } = await findRotation(ctx, id);
  demandForTeam(ctx, 'delete_schedule', teamId);

  return transaction(ctx, async (tx) => {
    await lockTeam(tx, teamId);
    const was = await findRotation(tx, id);
    // What answers until this one would have started ends with it.
    await tx.sql`update rotations set ends_at = ${tx.now}, replaced_by = id where replaced_by = ${was.id} and ends_at > ${tx.now}`;
    if (was.startsAt > tx.now) await tx.sql`delete from rotations where id = ${was.id}`;
    else await tx.sql`update rotations set ends_at = least(ends_at, ${tx.now}), replaced_by = id where id = ${was.id}`;
    await turnsChanged(tx, [teamId]);
    await audit(tx, { action: 'rotation.ended', object: { kind: 'rotation', id: was.id, label: `${was.teamName}: ${was.name}` }, detail: { members: was.members.map(({ username }) => username) } });
    return was;
  });
}
