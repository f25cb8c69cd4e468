import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { activePerson } from './active-person.ts';
import { checkedInterval } from './checked-interval.ts';
import { demandTurn } from './demand-turn.ts';
import { findShift, type ShiftLine } from './find-shift.ts';
import { levelFrom } from './level.ts';
import { lockTeam } from './pin.ts';
import { storeShift } from './store-shift.ts';
import { turnsChanged } from './turns-changed.ts';

/** What is absent stays. */
export interface ShiftChange {
  userId?: string | undefined;
  startsAt?: Date | undefined;
  endsAt?: Date | undefined;
  level?: number | undefined;
  isPrimary?: boolean | undefined;
}

/**
 * Changes an entry. Giving one's own to another takes the permission: `cover` asks them first.
 * @throws AppError forbidden, invalid, not_found, conflict (a disabled account; the level is taken, by whom and when)
 */
export async function editShift(ctx: Context, id: string, change: ShiftChange): Promise<ShiftLine> {
  demand(ctx, 'view_schedule');
  const seen = await findShift(ctx, id);
  await demandTurn(ctx, 'change_schedule', seen.teamId, [seen.userId, change.userId ?? seen.userId]);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, seen.teamId);
    const was = await findShift(tx, id);
    await demandTurn(tx, 'change_schedule', was.teamId, [was.userId, change.userId ?? was.userId]);
    const { startsAt, endsAt } = checkedInterval({ startsAt: change.startsAt ?? was.startsAt, endsAt: change.endsAt ?? was.endsAt });
    const level = levelFrom(change, was.level);
    const user = change.userId === undefined || change.userId === was.userId ? was : await activePerson(tx, change.userId);
    // Taken out and put back: what overlaps is then refused, and named, as it is for a new one.
    await tx.sql`delete from shifts where id = ${id}`;
    await storeShift(tx, { id, teamId: was.teamId, userId: user.userId, level, startsAt, endsAt, createdAt: was.createdAt });
    await turnsChanged(tx, [was.teamId]);
    await audit(tx, {
      action: 'schedule.changed', object: { kind: 'schedule', id, label: team.name },
      detail: { before: { user: was.username, level: was.level, from: was.startsAt, to: was.endsAt }, after: { user: user.username, level, from: startsAt, to: endsAt } },
    });
    return findShift(tx, id);
  });
}
