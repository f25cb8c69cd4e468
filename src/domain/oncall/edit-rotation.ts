import { randomUUID } from 'node:crypto';
import type { Context, Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { badField } from '../people/well-formed.ts';
import { demandSomewhere } from '../services/demand-somewhere.ts';
import { activePerson } from './active-person.ts';
import { continuedOrder, handoverAfter } from './continued-order.ts';
import { findRotation, type RotationLine } from './find-rotation.ts';
import { lockTeam } from './pin.ts';
import { lastPlace, placeRotation } from './place-rotation.ts';
import { checkedMembers, checkedRule, type Rule } from './rotation-rule.ts';
import { freeName, nameTaken, storeMembers, storeRotation } from './store-rotation.ts';
import { turnsChanged } from './turns-changed.ts';

/** What is absent stays. */
export interface RotationChange extends Partial<Rule> {
  /** Ids in the order of their turns. */
  members?: readonly string[];
  /** Only of one that has not started. */
  startsAt?: Date;
  endsAt?: Date | null;
}

/**
 * Changes a rotation. What was stays as it was: the old row ends and a new one begins, at the next hand-over, so that
 * whoever is on call stays so until then; where the hand-overs themselves change, at once, still with that person, until
 * the first hand-over by the new rule. One that has not started yet is simply changed; one that is over begins anew, now.
 * @returns the rotation as it will be; `startsAt` says from when
 * @throws AppError forbidden, invalid, not_found, conflict (the name is taken; a member's account is disabled)
 */
export async function editRotation(ctx: Context, id: string, change: RotationChange): Promise<RotationLine> {
  demandSomewhere(ctx, 'change_schedule');
  const { teamId } = await findRotation(ctx, id);
  demandForTeam(ctx, 'change_schedule', teamId);

  return transaction(ctx, async (tx) => {
    await lockTeam(tx, teamId);
    const was = await findRotation(tx, id);
    const { members: wanted, startsAt: wantedStart, endsAt: wantedEnd, ...changed } = change;
    // Checked too, so that the two are written alike and can be compared.
    const old = checkedRule(ruleOf(was));
    const said = checkedRule({ ...old, ...changed });
    const before = was.members.map(({ userId }) => userId);
    const members = wanted === undefined ? before : checkedMembers(wanted);
    for (const userId of members) if (!before.includes(userId)) await activePerson(tx, userId);
    const isRunning = was.startsAt <= tx.now;
    if (isRunning && wantedStart !== undefined && wantedStart.getTime() !== was.startsAt.getTime()) throw badField('starts', 'schedules.started_already');

    const isOver = was.endsAt !== null && was.endsAt <= tx.now;
    const isOnlyName = !isOver && json({ ...said, name: old.name }) === json(old) && json(members) === json(before);
    const startsAt = !isRunning ? pendingStart(was, wantedStart ?? was.startsAt, tx.now) : isOnlyName ? was.startsAt : !isOver && sameHandovers(said, old) ? handoverAfter(was, tx.now) : tx.now;
    const endsAt = wantedEnd === undefined ? was.endsAt : wantedEnd;
    if (endsAt !== null && endsAt <= startsAt) throw badField('ends', 'schedules.end_before_start', { from: startsAt.toISOString(), to: endsAt.toISOString() });
    if (endsAt !== null && endsAt < tx.now && wantedEnd !== undefined) throw badField('ends', 'schedules.ends_in_past');
    const order = isOnlyName || (!isRunning && was.before === null) ? members : continuedOrder(was, startsAt, members);

    const rule = { ...said, position: await placeFor(tx, was, said) };
    const isNew = isRunning && !isOnlyName;
    const to = isNew ? await supersede(tx, was, isOver ? was.endsAt! : startsAt, { rule, startsAt, endsAt, members: order }) : await rewrite(tx, was, { rule, startsAt, endsAt, members: order });
    await turnsChanged(tx, [teamId]);
    const after = await findRotation(tx, to);
    await audit(tx, { action: 'rotation.changed', object: { kind: 'rotation', id: to, label: `${was.teamName}: ${rule.name}` }, detail: { before: shown(was), after: shown(after) } });
    return after;
  });
}

/** Where it stands from then on: where it stood, where it was asked to, or behind the others of a level that it comes to. */
async function placeFor(tx: Tx, { id, before, teamId, level, position }: RotationLine, said: Rule): Promise<number> {
  const wanted = { teamId, level: said.level, position: said.position };
  if (said.level !== level) return said.position === position ? lastPlace(tx, wanted) : placeRotation(tx, wanted);
  return said.position === position ? position : placeRotation(tx, wanted, { ids: before === null ? [id] : [id, before], position });
}

/** Where another row answers until then, what was stays that row's. */
const pendingStart = ({ before }: RotationLine, wanted: Date, now: Date): Date => (before !== null && wanted < now ? now : wanted);

interface Next { rule: Rule; startsAt: Date; endsAt: Date | null; members: readonly string[] }

/** @param until when the row that was ends: one that is over stays as it was */
async function supersede(tx: Tx, was: RotationLine, until: Date, next: Next): Promise<string> {
  const id = randomUUID();
  // Out of the way of the name first; the new row must be there before it can be named.
  await tx.sql`update rotations set ends_at = ${until}, replaced_by = id where id = ${was.id}`;
  await storeRotation(tx, { id, teamId: was.teamId, ...next });
  await tx.sql`update rotations set replaced_by = ${id} where id = ${was.id}`;
  return id;
}

async function rewrite(tx: Tx, was: RotationLine, { rule, startsAt, endsAt, members }: Next): Promise<string> {
  if (rule.name.toLowerCase() !== was.name.toLowerCase()) await freeName(tx, was.teamId, rule.name);
  await tx.sql`
    update rotations set name = ${rule.name}, level = ${rule.level}, position = ${rule.position}, time_zone = ${rule.zone}, starts_at = ${startsAt}, ends_at = ${endsAt},
      every = ${rule.every}, unit = ${rule.unit}, handover_time = ${rule.handoverTime}, handover_day = ${rule.handoverDay}, hours = ${json(rule.hours)}::jsonb
    where id = ${was.id}`.catch(nameTaken(rule.name));
  await storeMembers(tx, was.id, members);
  if (was.before !== null && startsAt >= tx.now) await tx.sql`update rotations set ends_at = ${startsAt} where id = ${was.before}`;
  return was.id;
}

const ruleOf = ({ name, level, position, zone, every, unit, handoverTime, handoverDay, hours }: RotationLine): Rule => ({ name, level, position, zone, every, unit, handoverTime, handoverDay, hours });
const sameHandovers = (a: Rule, b: Rule): boolean => a.zone === b.zone && a.every === b.every && a.unit === b.unit && a.handoverTime === b.handoverTime && a.handoverDay === b.handoverDay;
const shown = (line: RotationLine) => ({ ...ruleOf(line), starts_at: line.startsAt, ends_at: line.endsAt, members: line.members.map(({ username }) => username) });
