import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { badField } from '../people/well-formed.ts';
import { activePerson } from './active-person.ts';
import { findRotation, type RotationLine } from './find-rotation.ts';
import { lockTeam } from './pin.ts';
import { lastPlace, placeRotation } from './place-rotation.ts';
import { checkedMembers, checkedRule, type Rule } from './rotation-rule.ts';
import { storeRotation } from './store-rotation.ts';
import { turnsChanged } from './turns-changed.ts';

/** Absent: every week, Monday 09:00 in the team's zone, level 1, behind the level's others, always on, from now. */
export interface NewRotation extends Partial<Rule> {
  teamId: string;
  name: string;
  /** Ids in the order of their turns: the first answers from the start until the first hand-over after it. */
  members: readonly string[];
  startsAt?: Date;
  endsAt?: Date | null;
}

/**
 * Makes a rule that makes turns.
 * @throws AppError forbidden, invalid, not_found, conflict (the name is taken; a member's account is disabled)
 */
export async function createRotation(ctx: Context, input: NewRotation): Promise<RotationLine> {
  const { teamId } = input;
  demandForTeam(ctx, 'add_schedule', teamId);
  const members = checkedMembers(input.members);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    const level = input.level ?? 1;
    const [known] = await tx.sql<{ zone: string }[]>`select time_zone as zone from teams where id = ${teamId}`;
    const checked = checkedRule({ every: 1, unit: 'weeks', handoverTime: '09:00', handoverDay: null, hours: [], position: await lastPlace(tx, { teamId, level }), ...known!, ...input, level });
    const rule = input.position === undefined ? checked : { ...checked, position: await placeRotation(tx, { teamId, level, position: checked.position }) };
    const { startsAt = tx.now, endsAt = null } = input;
    if (endsAt !== null && endsAt <= startsAt) throw badField('ends', 'schedules.end_before_start', { from: startsAt.toISOString(), to: endsAt.toISOString() });
    const names: string[] = [];
    for (const userId of members) names.push((await activePerson(tx, userId)).username);
    const id = randomUUID();
    await storeRotation(tx, { id, teamId, rule, startsAt, endsAt, members });
    await turnsChanged(tx, [teamId]);
    await audit(tx, { action: 'rotation.created', object: { kind: 'rotation', id, label: `${team.name}: ${rule.name}` }, detail: { ...rule, starts_at: startsAt, ends_at: endsAt, members: names } });
    return findRotation(tx, id);
  });
}
