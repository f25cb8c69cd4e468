import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from '../audit/record.ts';
import { activePerson } from './active-person.ts';
import { checkedInterval, type Interval } from './checked-interval.ts';
import { demandTurn } from './demand-turn.ts';
import { findShift, type ShiftLine } from './find-shift.ts';
import { levelFrom } from './level.ts';
import { lockTeam } from './pin.ts';
import { storeShift } from './store-shift.ts';
import { turnsChanged } from './turns-changed.ts';

export interface NewShift extends Interval {
  teamId: string;
  userId: string;
  /** 1 unless told. */
  level?: number | undefined;
  /** The guide's word: primary is level 1, else level 2. */
  isPrimary?: boolean | undefined;
}

/**
 * Enters somebody into a team's schedule. It need not be a member, unless people enter themselves without the permission.
 * @throws AppError forbidden, invalid, not_found, conflict (a disabled account; the level is taken, by whom and when)
 */
export async function addShift(ctx: Context, input: NewShift): Promise<ShiftLine> {
  const { teamId, userId } = input;
  await demandTurn(ctx, 'add_schedule', teamId, [userId]);
  const interval = checkedInterval(input);
  const level = levelFrom(input);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const { username } = await activePerson(tx, userId);
    const id = randomUUID();
    await storeShift(tx, { id, teamId, userId, level, ...interval });
    await turnsChanged(tx, [teamId]);
    await audit(tx, { action: 'schedule.added', object: { kind: 'schedule', id, label: team.name }, detail: { user: username, level, from: interval.startsAt, to: interval.endsAt } });
    return findShift(tx, id);
  });
}
