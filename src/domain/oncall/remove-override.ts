import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { demandSomewhere } from '../services/demand-somewhere.ts';
import { findOverride, type OverrideLine } from './find-override.ts';
import { lockTeam } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';

/** Takes an override away: what the schedule says holds again. @returns what it was @throws AppError forbidden, not_found */
export async function removeOverride(ctx: Context, id: string): Promise<OverrideLine> {
  demandSomewhere(ctx, 'delete_schedule');
  const { teamId } = await findOverride(ctx, id);
  demandForTeam(ctx, 'delete_schedule', teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const was = await findOverride(tx, id);
    await tx.sql`delete from overrides where id = ${id}`;
    await turnsChanged(tx, [teamId]);
    await audit(tx, { action: 'override.removed', object: { kind: 'override', id, label: team.name }, detail: { user: was.username, level: was.level, from: was.startsAt, to: was.endsAt } });
    return was;
  });
}
