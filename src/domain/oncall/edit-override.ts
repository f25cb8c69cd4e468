import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { freeText } from '../people/well-formed.ts';
import { demandSomewhere } from '../services/demand-somewhere.ts';
import { activePerson } from './active-person.ts';
import { checkedInterval } from './checked-interval.ts';
import { findOverride, type OverrideLine } from './find-override.ts';
import { insertOverride } from './insert-override.ts';
import { levelFrom } from './level.ts';
import { lockTeam } from './pin.ts';
import type { ShiftChange } from './edit-shift.ts';
import { turnsChanged } from './turns-changed.ts';

/** What is absent stays. */
export interface OverrideChange extends Omit<ShiftChange, 'isPrimary'> { reason?: string | undefined }

/** Changes an override. @throws AppError forbidden, invalid, not_found, conflict (a disabled account; another override stands there: whose and when) */
export async function editOverride(ctx: Context, id: string, change: OverrideChange): Promise<OverrideLine> {
  demandSomewhere(ctx, 'change_schedule');
  const { teamId } = await findOverride(ctx, id);
  demandForTeam(ctx, 'change_schedule', teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const was = await findOverride(tx, id);
    const interval = checkedInterval({ startsAt: change.startsAt ?? was.startsAt, endsAt: change.endsAt ?? was.endsAt });
    const level = levelFrom(change, was.level);
    const reason = change.reason === undefined ? was.reason : freeText(change.reason, 'reason', 500);
    const user = change.userId === undefined || change.userId === was.userId ? was : await activePerson(tx, change.userId);
    await tx.sql`delete from overrides where id = ${id}`;
    await insertOverride(tx, { id, teamId, level, userId: user.userId, ...interval, reason, coverId: was.coverId, isPayback: was.isPayback, createdAt: was.createdAt, replace: false });
    await turnsChanged(tx, [teamId]);
    await audit(tx, {
      action: 'override.changed', object: { kind: 'override', id, label: team.name },
      detail: { before: { user: was.username, level: was.level, from: was.startsAt, to: was.endsAt, reason: was.reason }, after: { user: user.username, level, from: interval.startsAt, to: interval.endsAt, reason } },
    });
    return findOverride(tx, id);
  });
}
