import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { freeText } from '../people/well-formed.ts';
import { activePerson } from './active-person.ts';
import { checkedInterval, type Interval } from './checked-interval.ts';
import { findOverride, type OverrideLine } from './find-override.ts';
import { insertOverride } from './insert-override.ts';
import { levelFrom } from './level.ts';
import { lockTeam } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';

export interface OverrideWanted extends Interval {
  teamId: string;
  userId: string;
  level?: number | undefined;
  reason?: string | undefined;
  /** Whatever part of another override it overlaps gives way; otherwise that is a conflict. */
  replace?: boolean | undefined;
}

/**
 * Puts somebody in the place of whoever the schedule says, for a while.
 * @throws AppError forbidden, invalid, not_found, conflict (a disabled account; another override stands there: whose and when)
 */
export async function addOverride(ctx: Context, input: OverrideWanted): Promise<OverrideLine> {
  const { teamId, userId } = input;
  demandForTeam(ctx, 'add_schedule', teamId);
  const interval = checkedInterval(input);
  const level = levelFrom(input);
  const reason = freeText(input.reason ?? '', 'reason', 500);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const { username } = await activePerson(tx, userId);
    const id = await insertOverride(tx, { teamId, level, userId, ...interval, reason, replace: input.replace ?? false });
    await turnsChanged(tx, [teamId]);
    await audit(tx, { action: 'override.added', object: { kind: 'override', id, label: team.name }, detail: { user: username, level, from: interval.startsAt, to: interval.endsAt, ...(reason === '' ? {} : { reason }) } });
    return findOverride(tx, id);
  });
}
